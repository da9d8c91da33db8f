// yorozu-back-office: opens the sample office on 127.0.0.1 and prints its address. Ctrl+C ends it.
#include <sys/prctl.h>

#include <CLI/CLI.hpp>
#include <csignal>
#include <iostream>

#include "samples/back-office/office.h"

int main(int argc, char** argv) {
    using namespace yorozu::backoffice;
    CLI::App app{"見本の業務システム（介護保険料収納、口座振替の登録）。127.0.0.1 だけで待ち受けます"};
    OfficeOptions options;
    options.database = "back-office.db";
    std::string persons;
    bool end_with_parent = false;
    app.add_option("--db", options.database, "データベースのファイル");
    app.add_option("--persons", persons, "被保険者の CSV（number,name,kana,address）");
    app.add_option("--port", options.port, "ポート（0: 空きを選ぶ）")->check(CLI::Range(0, 65535));
    app.add_option("--slow", options.faults.slow_ms, "各画面を遅らせる（ミリ秒）");
    app.add_option("--slow-commit", options.faults.slow_commit_ms, "登録の書き込みを遅らせる（ミリ秒）");
    app.add_option("--error-after-commit", options.faults.error_after_commit, "次の n 件は登録した後で 500 を返す");
    app.add_option("--drop-before-commit", options.faults.drop_before_commit, "次の n 件は登録せずに切断する");
    app.add_option("--drop-after-commit", options.faults.drop_after_commit, "次の n 件は登録した後で切断する");
    app.add_option("--end-session-every", options.faults.end_session_every, "n 回の要求ごとに全員をサインアウトする");
    app.add_flag("--end-with-parent", end_with_parent, "呼び出した側が終わると終わる");
    CLI11_PARSE(app, argc, argv);
    if (end_with_parent) prctl(PR_SET_PDEATHSIG, SIGKILL);

    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);  // before the server's threads are made
    std::signal(SIGPIPE, SIG_IGN);
    try {
        Office office(options);
        if (!persons.empty()) office.registry().seed(persons);
        std::cout << "http://127.0.0.1:" << office.port() << std::endl;
        int received = 0;
        sigwait(&signals, &received);
        office.stop();
        office.wait();
    } catch (const std::exception& error) {
        std::cerr << "yorozu-back-office: " << error.what() << '\n';
        return 3;
    }
    return 0;
}
