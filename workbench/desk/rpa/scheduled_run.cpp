#include "workbench/desk/rpa/scheduled_run.h"

namespace yorozu::desk {

namespace {

RpaRequest request_of(const Schedule& schedule) {
    RpaRequest request;
    request.scenario = schedule.scenario;
    if (!schedule.batch.empty()) request.batch = schedule.batch;
    if (!schedule.data.empty()) request.data = schedule.data;
    return request;
}

}  // namespace

bool schedules_want_vault(Workspace& workspace) {
    for (const auto& one : ScheduleBook(workspace).schedules())
        if (!one.paused && wants_vault(workspace, request_of(one))) return true;
    return false;
}

ScheduledRun run_scheduled(Workspace& workspace, const Schedule& schedule, const ScheduledRuns& how, const Clock& clock, std::stop_token stop) {
    auto request = request_of(schedule);
    request.address = how.address;
    RpaEvents events;
    events.warn = how.warn;
    events.vault_passphrase = [&how] { return how.vault ? std::make_unique<Passphrase>(how.vault->text()) : nullptr; };
    ScheduledRun outcome;
    outcome.state = ScheduledRun::State::failed;
    try {
        const auto report = run_rpa(workspace, request, clock, events, stop);
        outcome.state = !report.summary.stopped.empty() ? ScheduledRun::State::failed : report.all_settled() ? ScheduledRun::State::done : ScheduledRun::State::some_wait;
        outcome.words = report.summary.stopped;
        for (const auto& [state, count] : report.summary.outcomes) outcome.words += (outcome.words.empty() ? "" : "、") + words_of(state) + " " + std::to_string(count);
    } catch (const rpa::StepFailure& failure) {
        outcome.words = failure.message;
    } catch (const RequestFault& fault) {
        outcome.words = fault.what();
    } catch (const store::StoreError& error) {
        outcome.words = error.what();
    }
    return outcome;
}

}  // namespace yorozu::desk
