#include "workbench/gui/frame/failure.h"

#include <new>

#include "workbench/desk/workspace/workspace.h"
#include "workbench/gui/controls/sentences.h"
#include "workbench/gui/controls/words.h"

namespace yorozu::gui {

wxString words_of(const std::exception_ptr& thrown) {
    try {
        std::rethrow_exception(thrown);
    } catch (const std::bad_alloc&) {
        return tr("メモリーが足りません。ほかのプログラムを閉じてから、もう一度実行してください。");
    } catch (const std::exception& error) {
        return said(error.what());  // desk's failures are "what: where: mend" already
    } catch (...) {
        return tr("処理を続けられません。もう一度実行してください。");
    }
}

}  // namespace yorozu::gui
