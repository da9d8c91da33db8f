#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "tests/generator/form_design.h"

namespace yorozu::generator {

/// The forms we drew, after the kind of form that municipalities really use. Facts only are taken over (which
/// fields there are); layout and words are ours.
FormDesign postcard();  ///< 口座振替依頼書（ハガキ）
FormDesign
postcard_revision();        ///< the same a year later, moved a little: two revisions must not be mixed up
FormDesign nursery();       ///< 保育園入園申込書, two A4 pages
FormDesign care_refund();   ///< 介護保険料還付口座
FormDesign taxi_voucher();  ///< 福祉タクシー券

/// All that are shipped under samples/forms (without the revision).
const std::vector<FormDesign>& shipped_forms();
/// A shipped form or the revision ("koza-furikae-hagaki-r2"). Throws std::out_of_range for any other id.
const FormDesign& form_named(std::string_view id);

}  // namespace yorozu::generator
