#include "tests/generator/forms.h"

#include <stdexcept>

namespace yorozu::generator {

const std::vector<FormDesign>& shipped_forms() {
    static const std::vector<FormDesign> forms = {postcard(), nursery(), care_refund(), taxi_voucher()};
    return forms;
}

const FormDesign& form_named(std::string_view id) {
    for (const auto& form : shipped_forms())
        if (form.id == id) return form;
    static const FormDesign revision = postcard_revision();
    if (revision.id == id) return revision;
    throw std::out_of_range("no form is called " + std::string(id));
}

}  // namespace yorozu::generator
