#include "workbench/desk/reading/reading.h"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <exception>
#include <memory>
#include <mutex>
#include <new>
#include <optional>
#include <thread>

#include "ocr/record/earlier_pages.h"

namespace yorozu::desk {

namespace {

using Moment = std::chrono::steady_clock::time_point;

double seconds_since(Moment start) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

ocr::Document failed_document(std::string source, int page, std::string why) {
    ocr::Document document;
    document.source = std::move(source);
    document.page = page;
    document.failed = true;
    document.why_not = std::move(why);
    return document;
}

/// A file that is being read: one worker at a time takes its next page, several read pages of it.
struct OpenFile {
    std::filesystem::path path;
    int first_page = 1;
    std::unique_ptr<ocr::PageReader> reader;
    bool taken = false;      ///< a worker is decoding its next page
    bool exhausted = false;  ///< no further page
    bool broken = false;     ///< the reader gave up
    std::size_t begun = 0;   ///< pages handed to workers
    std::deque<std::optional<ocr::Document>> documents;  ///< read but not handed out yet, from the oldest
    std::size_t handed = 0;

    bool done() const { return exhausted && handed == begun; }
};

/// The tray between the workers and the caller: files from the oldest unfinished one on.
class Tray {
public:
    Tray(const std::vector<std::filesystem::path>& files, const std::vector<int>& first_pages, std::size_t ahead)
        : files_(files), first_pages_(first_pages), ahead_(ahead) {}

    /// A place to put a page's document.
    struct Work {
        OpenFile* file = nullptr;
        std::size_t place = 0;
    };

    /// Decodes the next page that nobody has, waiting while too much is ahead. Nothing when all is taken or stopped.
    struct Page {
        Work work;
        std::unique_ptr<ocr::PageReader::Result> result;  ///< null: nothing more
    };
    Page next(const ocr::LoadLimits& limits) {
        std::unique_lock lock(mutex_);
        while (true) {
            OpenFile* file = nullptr;
            changed_.wait(lock, [&] { return ended_ || (file = free_file()) || nothing_left(); });
            if (ended_ || !file) return {};
            file->taken = true;
            const std::size_t place = file->begun;
            lock.unlock();
            std::unique_ptr<ocr::PageReader::Result> page = decode(*file, limits);
            lock.lock();
            file->taken = false;
            if (page) {
                ++file->begun;
                file->documents.emplace_back();
            } else {
                file->exhausted = true;
                file->reader.reset();
            }
            changed_.notify_all();
            if (page) return {{file, place}, std::move(page)};
        }
    }

    void put(const Work& work, ocr::Document document) {
        const std::lock_guard lock(mutex_);
        work.file->documents[work.place - work.file->handed] = std::move(document);
        changed_.notify_all();
    }

    /// The next document in order; nothing after the last, or when stopped and all that was begun is out.
    std::optional<ocr::Document> take(std::size_t& files_done) {
        std::unique_lock lock(mutex_);
        while (true) {
            changed_.wait(lock, [&] { return failure_ || ready() || finished(); });
            if (failure_) std::rethrow_exception(failure_);
            while (!open_.empty() && open_.front()->done()) {
                open_.pop_front();
                ++files_done_;
                changed_.notify_all();
            }
            files_done = files_done_;
            if (!open_.empty() && !open_.front()->documents.empty() && open_.front()->documents.front()) {
                OpenFile& file = *open_.front();
                ocr::Document document = std::move(*file.documents.front());
                file.documents.pop_front();
                ++file.handed;
                if (file.done()) {
                    open_.pop_front();
                    files_done = ++files_done_;
                }
                changed_.notify_all();
                return document;
            }
            if (finished()) return std::nullopt;
        }
    }

    /// No further page is begun.
    void end(std::exception_ptr failure = nullptr) {
        const std::lock_guard lock(mutex_);
        ended_ = true;
        if (failure && !failure_) failure_ = failure;
        changed_.notify_all();
    }

    void begin_worker() {
        const std::lock_guard lock(mutex_);
        ++workers_;
    }
    void end_worker() {
        const std::lock_guard lock(mutex_);
        --workers_;
        changed_.notify_all();
    }

private:
    using Result = ocr::PageReader::Result;

    static std::unique_ptr<Result> decode(OpenFile& file, const ocr::LoadLimits& limits) {
        if (file.broken) return nullptr;
        try {
            if (!file.reader) file.reader = std::make_unique<ocr::PageReader>(file.path, limits);
            auto page = file.reader->next();
            return page ? std::make_unique<Result>(std::move(*page)) : nullptr;
        } catch (const std::bad_alloc&) {
            return given_up(file, "メモリーが足りず、このページから後を読めません", "他のプログラムを閉じるか、--jobs を小さくしてください");
        } catch (const std::exception&) {
            return given_up(file, "このページから後を読めません", "画像を保存し直してください");
        }
    }

    /// Where the reader stands now nobody knows: the rest of the file is given up.
    static std::unique_ptr<Result> given_up(OpenFile& file, const char* what, const char* mend) {
        file.broken = true;
        return std::make_unique<Result>(
            ocr::LoadFailure{file.path.filename().string(), static_cast<int>(file.begun) + 1, what, mend});
    }

    /// A file whose next page may be decoded now: an open one first, oldest first, else a new one. The oldest is never
    /// held back by what waits behind it, or all would wait for it for ever.
    OpenFile* free_file() {
        std::size_t waiting = 0;
        for (const auto& file : open_) waiting += file->documents.size();
        for (const auto& file : open_) {
            const std::size_t held = file == open_.front() ? file->documents.size() : waiting;
            if (!file->taken && !file->exhausted && held < ahead_) return file.get();
        }
        if (next_ == files_.size() || open_.size() >= ahead_ || (waiting >= ahead_ && !open_.empty())) return nullptr;
        open_.push_back(std::make_unique<OpenFile>());
        open_.back()->path = files_[next_];
        if (next_ < first_pages_.size()) open_.back()->first_page = first_pages_[next_];
        ++next_;
        return open_.back().get();
    }

    bool nothing_left() const {
        return next_ == files_.size() &&
               std::all_of(open_.begin(), open_.end(), [](const auto& file) { return file->exhausted; });
    }
    bool ready() const {
        return !open_.empty() && (open_.front()->done() || (!open_.front()->documents.empty() && open_.front()->documents.front()));
    }
    bool finished() const {
        if (ended_) return workers_ == 0 && !ready();
        return next_ == files_.size() && open_.empty();
    }

    const std::vector<std::filesystem::path>& files_;
    const std::vector<int>& first_pages_;
    const std::size_t ahead_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<std::unique_ptr<OpenFile>> open_;
    std::size_t next_ = 0;
    std::size_t files_done_ = 0;
    int workers_ = 0;
    bool ended_ = false;
    std::exception_ptr failure_;
};

/// Reads one page. What goes wrong inside belongs to this page alone.
ocr::Document read_page(const ocr::PageReader::Result& result, const ocr::FormIndex& index, ocr::Recogniser& recogniser,
                        const ocr::LexiconSet& lexicons, const ocr::AcceptRule& accept) {
    if (const auto* failure = std::get_if<ocr::LoadFailure>(&result))
        return failed_document(failure->source, std::max(1, failure->page), failure->what + "。" + failure->mend);
    const auto& page = std::get<ocr::Page>(result);
    try {
        return ocr::read_document(page, index, recogniser, lexicons, accept);
    } catch (const std::bad_alloc&) {
        return failed_document(page.source, page.number, "メモリーが足りません。他のプログラムを閉じるか、--jobs を小さくしてください");
    } catch (const std::exception&) {
        // The library's words may hold contents of the page, so they are not passed on.
        return failed_document(page.source, page.number, "このページの処理中に内部の誤りが起きました。画像を添えて開発者に知らせてください");
    }
}

/// The pages of one form as they are handed out: what was accepted on the earlier ones is told to those that follow.
class FormUnderWay {
public:
    FormUnderWay(const ocr::LexiconSet& lexicons, const ocr::AcceptRule& accept) : lexicons_(lexicons), accept_(accept) {}

    void add(ocr::Document& document) {
        const bool follows = !document.template_id.empty() && document.template_id == template_id_ && document.template_page > page_;
        if (!follows) accepted_.clear();
        template_id_ = document.template_id;
        page_ = document.template_page;
        if (document.template_id.empty()) return;
        if (!accepted_.empty()) document.findings = ocr::judge_with_earlier(document.fields, *document.match.form, lexicons_, accept_, accepted_);
        accepted_.merge(ocr::accepted_values(document.fields));
    }

private:
    const ocr::LexiconSet& lexicons_;
    const ocr::AcceptRule& accept_;
    std::string template_id_;
    int page_ = 0;
    ocr::EarlierValues accepted_;
};

void count(ReadingSummary& summary, const ocr::Document& document) {
    ++summary.pages;
    if (document.failed) ++summary.failed;
    else if (document.template_id.empty()) ++summary.refused;
    else if (document.needs_review()) ++summary.review;
    for (const auto& field : document.fields) {
        ++summary.fields;
        if (field.status == ocr::FieldStatus::accepted) ++summary.accepted;
        else if (field.status == ocr::FieldStatus::blank) ++summary.blank;
        else ++summary.to_check;
    }
}

}  // namespace

ReadingSummary read_scans(const std::vector<std::filesystem::path>& files, const std::vector<ocr::FormTemplate>& forms,
                          const ocr::LexiconSet& lexicons, const ReadingOptions& options,
                          const std::function<void(ocr::Document&&)>& take) {
    const ocr::FormIndex index(forms);
    const std::size_t cores = std::max(1u, std::thread::hardware_concurrency());
    const std::size_t workers = std::clamp<std::size_t>(options.workers > 0 ? static_cast<std::size_t>(options.workers) : cores, 1, 256);
    Tray tray(files, options.first_pages, 4 * workers);
    ReadingSummary summary;
    const Moment start = std::chrono::steady_clock::now();

    struct Threads {  // whatever is thrown below, no thread outlives the tray
        Tray& tray;
        std::vector<std::jthread> threads{};
        ~Threads() { tray.end(); }
    } crew{tray};
    for (std::size_t i = 0; i < workers; ++i) tray.begin_worker();
    for (std::size_t i = 0; i < workers; ++i)
        crew.threads.emplace_back([&] {
            try {
                ocr::Recogniser recogniser(options.models);
                for (auto page = tray.next(options.limits); page.result; page = tray.next(options.limits)) {
                    auto document = read_page(*page.result, index, recogniser, lexicons, options.accept);
                    page.result.reset();  // one page a worker, and none while waiting for the next
                    tray.put(page.work, std::move(document));
                }
            } catch (...) {
                tray.end(std::current_exception());
            }
            tray.end_worker();
        });
    std::stop_callback stopping(options.stop, [&] { tray.end(); });

    std::size_t files_done = 0;
    FormUnderWay form(lexicons, options.accept);
    while (auto document = tray.take(files_done)) {
        form.add(*document);
        count(summary, *document);
        take(std::move(*document));
        if (!options.progress) continue;
        ReadingProgress progress{summary.pages, files_done, files.size(), seconds_since(start), 0, -1};
        if (progress.seconds > 0) progress.pages_a_minute = 60 * static_cast<double>(summary.pages) / progress.seconds;
        if (files_done > 0)
            progress.seconds_left = progress.seconds / static_cast<double>(files_done) * static_cast<double>(files.size() - files_done);
        options.progress(progress);
    }
    summary.seconds = seconds_since(start);
    summary.stopped = options.stop.stop_requested();
    return summary;
}

}  // namespace yorozu::desk
