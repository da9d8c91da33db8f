#pragma once
#include "tests/generator/generator.h"
#include "tests/generator/hand.h"

namespace yorozu::generator {

/// A person's hand by the seed: source, slant, pen, ink. The same seed and choice give the same hand.
Hand make_hand(const HandChoice& choice, Random random);

/// The same hand with a hard pencil: pale, thin and grainy.
void take_faint_pencil(Hand& hand, Random random);

}  // namespace yorozu::generator
