#pragma once
#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <stdexcept>
#include <string>
#include <thread>

#include "rpa/desktop/desktop_look.h"
#include "rpa/desktop/display.h"

/// Somebody at the display that is being recorded: presses where the elements are to be seen, types on its keyboard, at a hand's
/// pace. Knows nothing of the recorder.
class PersonAtDesktop {
public:
    /// Waits for the display whose private folder is under `temporary`.
    explicit PersonAtDesktop(const std::filesystem::path& temporary) {
        for (int round = 0; round < 1200 && folder_.empty(); ++round) {
            for (const auto& one : std::filesystem::directory_iterator(temporary))
                if (std::filesystem::exists(one.path() / "run/bus")) folder_ = one.path();
            std::this_thread::sleep_for(std::chrono::milliseconds(50));
        }
        if (folder_.empty()) throw std::runtime_error("no display under " + temporary.string());
        std::this_thread::sleep_for(std::chrono::milliseconds(300));
        std::ifstream in(folder_ / "Xauthority", std::ios::binary);
        const std::string bytes{std::istreambuf_iterator<char>(in), {}};
        yorozu::rpa::DisplayCookie cookie;
        std::copy(bytes.end() - static_cast<std::ptrdiff_t>(cookie.size()), bytes.end(), cookie.begin());
        display_ = std::make_unique<yorozu::rpa::Display>(number(), cookie);
        objects_ = std::make_unique<yorozu::rpa::Accessibility>("unix:path=" + (folder_ / "run/bus").string());
    }
    /// `path`: as in a scenario, "aria/氏名[role=\"textbox\"]"; waits until it is there, alone.
    void press(const std::string& path) {
        const auto box = place_of(path);
        display_->move_pointer(box.middle_x(), box.middle_y());
        pause(120);
        for (int round = 0; !display_->press_if(box.middle_x(), box.middle_y(), display_->window_at(box.middle_x(), box.middle_y()), 1); ++round) {
            // A menu is no window of the manager's.
            if (display_->press_if(box.middle_x(), box.middle_y(), 0, 1)) break;
            if (round == 50) throw std::runtime_error("cannot press " + path);
            pause(50);
        }
        pause(350);
    }
    void keys(const std::string& chord) {
        display_->chord(chord);
        pause(350);
    }
    void type(const std::string& ascii) {
        display_->type(ascii);
        pause(350);
    }
    /// Text that no key types, as an input method would bring it.
    void paste(const std::string& text) {
        if (!display_->paste(text, std::chrono::seconds(5))) throw std::runtime_error("not pasted");
        pause(350);
    }
    void fill(const std::string& path, const std::string& text) {
        press(path);
        keys("Ctrl+A");
        paste(text);
    }
    void wait_for(const std::string& path) { place_of(path); }
    yorozu::rpa::Display& display() { return *display_; }

private:
    struct NoPictures : yorozu::rpa::PictureSearch {
        std::vector<yorozu::rpa::Box> text(const std::string&) override { return {}; }
        std::vector<yorozu::rpa::Box> image(const std::string&) override { return {}; }
    };
    static void pause(int ms) { std::this_thread::sleep_for(std::chrono::milliseconds(ms)); }

    /// The display's number is in the environment of what runs on it.
    int number() const {
        for (int round = 0; round < 200; ++round, pause(50))
            for (const auto& entry : std::filesystem::directory_iterator("/proc")) {
                std::ifstream in(entry.path() / "environ", std::ios::binary);
                const std::string all{std::istreambuf_iterator<char>(in), {}};
                if (all.find("XAUTHORITY=" + (folder_ / "Xauthority").string()) == std::string::npos) continue;
                for (std::size_t at = 0; at < all.size(); at = all.find('\0', at) + 1)
                    if (all.compare(at, 9, "DISPLAY=:") == 0) return std::atoi(all.c_str() + at + 9);
            }
        throw std::runtime_error("no program on the display");
    }
    yorozu::rpa::Box place_of(const std::string& path) {
        NoPictures pictures;
        for (int round = 0; round < 200; ++round, pause(50)) {
            try {
                auto windows = objects_->windows();
                std::erase_if(windows, [](const auto& window) { return !window.is(yorozu::rpa::State::showing); });
                auto nodes = objects_->inside(windows);
                for (std::size_t i = 0; i < nodes.size(); ++i)  // open menus, too
                    if (nodes[i].role == yorozu::rpa::Role::menu)
                        for (auto& child : objects_->children(nodes[i].ref))
                            if (child.is(yorozu::rpa::State::showing)) {
                                child.parent = static_cast<int>(i);
                                nodes.push_back(std::move(child));
                            }
                auto found = yorozu::rpa::find_elements({path}, nodes, *objects_, pictures);
                if (!found) continue;
                std::erase_if(*found, [](const auto& one) { return !one.node.is(yorozu::rpa::State::showing); });
                if (found->size() != 1) continue;
                const auto box = objects_->boxes({found->front().node.ref}).front();
                if (!box.empty()) return box;
            } catch (const yorozu::rpa::Accessibility::ProgramSilent&) {
            }
        }
        throw std::runtime_error("not there: " + path);
    }

    std::filesystem::path folder_;
    std::unique_ptr<yorozu::rpa::Display> display_;
    std::unique_ptr<yorozu::rpa::Accessibility> objects_;
};
