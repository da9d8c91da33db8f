#include "tests/import/small_tray.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <fstream>
#include <random>
#include <stdexcept>
#include <thread>

#include "ocr/page/page.h"

namespace {

namespace fs = std::filesystem;
using yorozu::ocr::Image;

constexpr int width = 480, height = 320;  // 60 × 40 mm at 8 px a mm

void rectangle(Image& image, int x, int y, int w, int h, int line) {
    for (int j = y; j < y + h; ++j)
        for (int i = x; i < x + w; ++i)
            if (i < x + line || i >= x + w - line || j < y + line || j >= y + h - line)
                image.pixels[static_cast<std::size_t>(j * width + i)] = 0;
}

/// Enough corners to be told from other paper, and a comb of four boxes.
Image blank() {
    Image image{width, height, 1, std::vector<std::uint8_t>(width * height, 255)};
    std::mt19937 random(7);
    for (int k = 0; k < 40; ++k)
        rectangle(image, 10 + static_cast<int>(random() % 420), 10 + static_cast<int>(random() % 120),
                  8 + static_cast<int>(random() % 30), 6 + static_cast<int>(random() % 20), 2);
    for (int k = 0; k < 4; ++k) rectangle(image, 40 + 60 * k, 200, 60, 70, 2);
    rectangle(image, 5, 5, width - 10, height - 10, 3);
    return image;
}

Image filled(unsigned seed) {
    Image image = blank();
    std::mt19937 random(seed);
    for (int cell = 0; cell < 4; ++cell)
        for (int k = 0; k < 40; ++k)  // a slanting stroke in every box
            for (int t = 0; t < 4; ++t)
                image.pixels[static_cast<std::size_t>((215 + k) * width + 60 + 60 * cell + static_cast<int>((seed + k * (cell + 1)) % 9) + t)] = 20;
    for (int k = 0; k < 60; ++k)
        image.pixels[random() % image.pixels.size()] = static_cast<std::uint8_t>(random() % 200);
    return image;
}

void write(const fs::path& file, const std::vector<std::uint8_t>& bytes) {
    std::ofstream(file, std::ios::binary).write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
}

/// Uncompressed grey multi-page TIFF, little-endian.
std::vector<std::uint8_t> tiff(int pages, unsigned seed) {
    std::vector<std::uint8_t> bytes{'I', 'I', 42, 0};
    const auto put = [&bytes](std::uint32_t value, int size) {
        for (int i = 0; i < size; ++i) bytes.push_back(static_cast<std::uint8_t>(value >> (8 * i)));
    };
    put(8, 4);
    for (int page = 0; page < pages; ++page) {
        constexpr std::uint32_t entries = 9;
        const auto here = static_cast<std::uint32_t>(bytes.size());
        const std::uint32_t data = here + 2 + entries * 12 + 4;
        const std::uint32_t next = page + 1 < pages ? data + width * height : 0;
        put(entries, 2);
        const auto entry = [&](std::uint32_t tag, std::uint32_t type, std::uint32_t value) {
            put(tag, 2), put(type, 2), put(1, 4), put(value, 4);
        };
        entry(256, 4, width), entry(257, 4, height), entry(258, 3, 8), entry(259, 3, 1), entry(262, 3, 1);
        entry(273, 4, data), entry(277, 3, 1), entry(278, 4, height), entry(279, 4, width * height);
        put(next, 4);
        const auto image = filled(seed + static_cast<unsigned>(page));
        bytes.insert(bytes.end(), image.pixels.begin(), image.pixels.end());
    }
    return bytes;
}

}  // namespace

SmallTray::SmallTray(const fs::path& folder, int png_files, int tiff_pages)
    : form(folder / "form" / "small.json"), scans(folder / "scans"), files(png_files + 1), pages(png_files + tiff_pages) {
    fs::create_directories(form.parent_path());
    fs::create_directories(scans);
    write(form.parent_path() / "blank.png", yorozu::ocr::encode_png(blank(), 203.2));
    std::ofstream(form) << R"({"formatVersion": 1, "id": "small", "title": "小さな帳票",
        "page": {"width_mm": 60.0, "height_mm": 40.0, "blank": "blank.png"},
        "fields": [{"id": "bango", "label": "番号", "kind": "digits", "cells": 4, "box_mm": [5.0, 25.0, 30.0, 8.75]}]})";
    for (int i = 0; i < png_files; ++i)
        write(scans / ("scan" + std::to_string(i) + ".png"), yorozu::ocr::encode_png(filled(100 + static_cast<unsigned>(i)), 203.2));
    write(scans / "tray.tif", tiff(tiff_pages, 5000));
}

Ran run_yorozu(const std::vector<std::string>& arguments, double kill_after_ms, long file_limit) {
    int out[2], err[2];
    if (pipe(out) != 0 || pipe(err) != 0) throw std::runtime_error("no pipe");
    const pid_t child = fork();
    if (child == 0) {
        dup2(out[1], 1), dup2(err[1], 2);
        for (const int end : {out[0], out[1], err[0], err[1]}) close(end);
        if (file_limit >= 0) {
            const rlimit limit{static_cast<rlim_t>(file_limit), static_cast<rlim_t>(file_limit)};
            setrlimit(RLIMIT_FSIZE, &limit);
            signal(SIGXFSZ, SIG_IGN);  // write() then says EFBIG instead of ending the program
        }
        std::vector<char*> words{const_cast<char*>("yorozu")};
        for (const auto& argument : arguments) words.push_back(const_cast<char*>(argument.c_str()));
        words.push_back(nullptr);
        execv(YOROZU_BIN_DIR "/yorozu", words.data());
        _exit(127);
    }
    close(out[1]), close(err[1]);
    Ran ran;
    using Clock = std::chrono::steady_clock;
    const auto end = Clock::now() + std::chrono::microseconds(static_cast<long>(kill_after_ms * 1000));
    bool killed = false;
    pollfd ends[2] = {{out[0], POLLIN, 0}, {err[0], POLLIN, 0}};
    while (ends[0].fd >= 0 || ends[1].fd >= 0) {
        int wait = -1;
        if (kill_after_ms >= 0 && !killed) {
            const auto left = std::chrono::duration_cast<std::chrono::microseconds>(end - Clock::now()).count();
            if (left <= 0) {
                kill(child, SIGKILL);
                killed = true;
            } else {
                wait = static_cast<int>(left / 1000);
                if (left < 1000) std::this_thread::sleep_for(std::chrono::microseconds(left));
            }
        }
        poll(ends, 2, wait);
        for (int i = 0; i < 2; ++i) {
            if (ends[i].fd < 0 || !ends[i].revents) continue;
            char buffer[4096];
            const ssize_t got = read(ends[i].fd, buffer, sizeof buffer);
            if (got > 0) (i == 0 ? ran.out : ran.err).append(buffer, static_cast<std::size_t>(got));
            else close(ends[i].fd), ends[i].fd = -1;
        }
    }
    int status = 0;
    waitpid(child, &status, 0);
    if (WIFEXITED(status)) ran.exit_code = WEXITSTATUS(status);
    return ran;
}
