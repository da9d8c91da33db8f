#include "rpa/desktop/accessibility.h"

#include <systemd/sd-bus.h>

#include <algorithm>
#include <functional>

#include "rpa/driver.h"

namespace yorozu::rpa {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

namespace {

constexpr const char* accessible = "org.a11y.atspi.Accessible";
constexpr const char* component = "org.a11y.atspi.Component";
constexpr const char* table_interface = "org.a11y.atspi.Table";
constexpr const char* properties = "org.freedesktop.DBus.Properties";
constexpr const char* null_path = "/org/a11y/atspi/null";

struct BusDeleter {
    void operator()(sd_bus* bus) const { sd_bus_flush_close_unref(bus); }
};
struct MessageDeleter {
    void operator()(sd_bus_message* message) const { sd_bus_message_unref(message); }
};
using Bus = std::unique_ptr<sd_bus, BusDeleter>;
using Message = std::unique_ptr<sd_bus_message, MessageDeleter>;

/// One question; `fill` appends its arguments.
struct Question {
    ObjectRef to;
    const char* interface;
    const char* member;
    std::function<void(sd_bus_message*)> fill = {};
};

[[noreturn]] void no_bus(const std::string& what) {
    throw StepFailure{StepFailure::Kind::environment, what + ": at-spi2-core が入っているか確かめてください（apt-get install at-spi2-core）"};
}

Bus opened(const std::string& address) {
    sd_bus* raw = nullptr;
    if (sd_bus_new(&raw) < 0) no_bus("D-Bus を使えません");
    Bus bus(raw);
    if (sd_bus_set_address(raw, address.c_str()) < 0 || sd_bus_set_bus_client(raw, 1) < 0 || sd_bus_start(raw) < 0) no_bus("D-Bus につながりません");
    return bus;
}

std::vector<ObjectRef> refs_in(sd_bus_message* message) {
    std::vector<ObjectRef> found;
    if (!message || sd_bus_message_enter_container(message, 'a', "(so)") < 0) return found;
    const char *name, *path;
    while (sd_bus_message_read(message, "(so)", &name, &path) > 0)
        if (std::string(path) != null_path) found.push_back({name, path});
    sd_bus_message_exit_container(message);
    return found;
}

ObjectRef ref_in(sd_bus_message* message) {
    const char *name = nullptr, *path = nullptr;
    if (!message || sd_bus_message_read(message, "(so)", &name, &path) < 0 || std::string(path) == null_path) return {};
    return {name, path};
}

std::string text_in(sd_bus_message* message, const char* contents) {
    const char* text = nullptr;
    if (!message) return "";
    const int read = *contents == 'v' ? sd_bus_message_read(message, "v", "s", &text) : sd_bus_message_read(message, contents, &text);
    return read > 0 && text ? text : "";
}

std::uint64_t states_in(sd_bus_message* message) {
    const void* words = nullptr;
    std::size_t size = 0;
    if (!message || sd_bus_message_read_array(message, 'u', &words, &size) < 0) return 0;
    const auto* two = static_cast<const std::uint32_t*>(words);
    return (size >= 4 ? two[0] : 0) | (size >= 8 ? static_cast<std::uint64_t>(two[1]) << 32 : 0);
}

bool is_field(Role role) {
    return role == Role::text || role == Role::entry || role == Role::password || role == Role::combo_box || role == Role::spin_button || role == Role::table || role == Role::tree_table ||
           role == Role::list || role == Role::panel;
}

}  // namespace

struct Accessibility::Private {
    Bus bus;
    milliseconds time{2000};

    /// Asks all at once and collects the answers in order; null where the object has gone or does not know the question.
    std::vector<Message> ask(const std::vector<Question>& questions) {
        struct Slot {
            sd_bus_message* reply = nullptr;
            bool answered = false, silent = false;
        };
        std::vector<Slot> slots(questions.size());
        const auto deadline = Clock::now() + time;
        std::size_t asked = 0, waited = 0;
        const auto left = [&] { return std::chrono::duration_cast<std::chrono::microseconds>(deadline - Clock::now()).count(); };
        const auto give_up = [&] {
            for (auto& slot : slots) sd_bus_message_unref(slot.reply);
            throw ProgramSilent{};
        };
        std::vector<sd_bus_slot*> pending(questions.size(), nullptr);
        struct Ender {
            std::vector<sd_bus_slot*>& all;
            ~Ender() {
                for (auto* one : all) sd_bus_slot_unref(one);
            }
        } ender{pending};
        constexpr std::size_t at_once = 64;
        while (waited < questions.size()) {
            for (; asked < questions.size() && asked < waited + at_once; ++asked) {
                const auto& question = questions[asked];
                sd_bus_message* raw = nullptr;
                if (question.to.bus.empty() || sd_bus_message_new_method_call(bus.get(), &raw, question.to.bus.c_str(), question.to.path.c_str(), question.interface, question.member) < 0) {
                    slots[asked].answered = true;
                    continue;
                }
                const Message message(raw);
                if (question.fill) question.fill(raw);
                const auto on_reply = [](sd_bus_message* reply, void* data, sd_bus_error*) {
                    auto& slot = *static_cast<Slot*>(data);
                    slot.answered = true;
                    if (!sd_bus_message_is_method_error(reply, nullptr)) slot.reply = sd_bus_message_ref(reply);
                    else slot.silent = sd_bus_message_is_method_error(reply, SD_BUS_ERROR_NO_REPLY) || sd_bus_message_is_method_error(reply, SD_BUS_ERROR_TIMEOUT);
                    return 0;
                };
                const auto limit = std::max<std::int64_t>(left(), 1000);
                if (sd_bus_call_async(bus.get(), &pending[asked], raw, on_reply, &slots[asked], static_cast<std::uint64_t>(limit)) < 0) slots[asked].answered = true;
            }
            while (waited < asked && slots[waited].answered) ++waited;
            if (waited == questions.size() || waited == asked) continue;
            if (left() <= 0) give_up();
            const int done = sd_bus_process(bus.get(), nullptr);
            if (done < 0) give_up();
            if (done == 0 && sd_bus_wait(bus.get(), static_cast<std::uint64_t>(std::max<std::int64_t>(left(), 1000))) < 0) give_up();
        }
        if (std::any_of(slots.begin(), slots.end(), [](const Slot& slot) { return slot.silent; })) give_up();
        std::vector<Message> replies;
        for (auto& slot : slots) replies.emplace_back(slot.reply);
        return replies;
    }
    Message ask(const Question& question) { return std::move(ask(std::vector<Question>{question}).front()); }

    Question property(const ObjectRef& object, const char* interface, const char* name) {
        return {object, properties, "Get", [interface, name](sd_bus_message* message) { sd_bus_message_append(message, "ss", interface, name); }};
    }

    /// Nodes for these objects, in order; those that have gone are left out.
    std::vector<AccessibleNode> described(const std::vector<ObjectRef>& objects, const std::vector<int>& parents) {
        std::vector<Question> questions;
        for (const auto& object : objects) {
            questions.push_back({object, accessible, "GetRole"});
            questions.push_back({object, accessible, "GetState"});
            questions.push_back(property(object, accessible, "Name"));
        }
        const auto replies = ask(questions);
        std::vector<AccessibleNode> nodes;
        for (std::size_t i = 0; i < objects.size(); ++i) {
            if (!replies[3 * i] || !replies[3 * i + 1]) continue;
            AccessibleNode node;
            node.ref = objects[i];
            node.parent = parents[i];
            std::uint32_t role = 0;
            sd_bus_message_read(replies[3 * i].get(), "u", &role);
            node.role = static_cast<Role>(role);
            node.states = states_in(replies[3 * i + 1].get());
            node.name = text_in(replies[3 * i + 2].get(), "v");
            nodes.push_back(std::move(node));
        }
        return nodes;
    }

    void find_labels(std::vector<AccessibleNode>& nodes) {
        std::vector<std::size_t> fields;
        std::vector<Question> questions;
        for (std::size_t i = 0; i < nodes.size(); ++i)
            if (is_field(nodes[i].role)) {
                fields.push_back(i);
                questions.push_back({nodes[i].ref, accessible, "GetRelationSet"});
            }
        const auto replies = ask(questions);
        std::vector<ObjectRef> labels(fields.size());
        for (std::size_t i = 0; i < fields.size(); ++i) {
            sd_bus_message* reply = replies[i].get();
            if (!reply || sd_bus_message_enter_container(reply, 'a', "(ua(so))") < 0) continue;
            while (sd_bus_message_enter_container(reply, 'r', "ua(so)") > 0) {
                std::uint32_t kind = 0;
                sd_bus_message_read(reply, "u", &kind);
                const auto targets = refs_in(reply);
                constexpr std::uint32_t labelled_by = 2;
                if (kind == labelled_by && !targets.empty()) labels[i] = targets.front();
                sd_bus_message_exit_container(reply);
            }
        }
        std::vector<Question> name_questions;
        for (const auto& label : labels) name_questions.push_back(property(label, accessible, "Name"));
        const auto names = ask(name_questions);
        for (std::size_t i = 0; i < fields.size(); ++i) nodes[fields[i]].label = text_in(names[i].get(), "v");
    }
};

Accessibility::Accessibility(const std::string& session_bus) : d(std::make_unique<Private>()) {
    const Bus session = opened(session_bus);
    sd_bus_error error = SD_BUS_ERROR_NULL;
    for (const char* name : {"IsEnabled", "ScreenReaderEnabled"}) sd_bus_set_property(session.get(), "org.a11y.Bus", "/org/a11y/bus", "org.a11y.Status", name, nullptr, "b", 1);
    sd_bus_message* raw = nullptr;
    const int asked = sd_bus_call_method(session.get(), "org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress", &error, &raw, "");
    const Message reply(raw);
    sd_bus_error_free(&error);
    const std::string address = asked < 0 ? "" : text_in(reply.get(), "s");
    if (address.empty()) no_bus("画面の部品を読むしくみ（AT-SPI）が始まりません");
    d->bus = opened(address);
}

Accessibility::~Accessibility() = default;

void Accessibility::give_time(Milliseconds time) { d->time = time; }

std::vector<AccessibleNode> Accessibility::windows() {
    const ObjectRef desktop{"org.a11y.atspi.Registry", "/org/a11y/atspi/accessible/root"};
    const auto programs = refs_in(d->ask({desktop, accessible, "GetChildren"}).get());
    std::vector<Question> questions;
    for (const auto& program : programs) questions.push_back({program, accessible, "GetChildren"});
    std::vector<ObjectRef> windows;
    for (const auto& reply : d->ask(questions))
        for (auto& window : refs_in(reply.get())) windows.push_back(std::move(window));
    return d->described(windows, std::vector<int>(windows.size(), -1));
}

std::vector<AccessibleNode> Accessibility::inside(std::vector<AccessibleNode> roots) {
    std::vector<AccessibleNode> all = std::move(roots);
    for (auto& root : all) root.parent = -1;
    for (std::size_t first = 0; first < all.size();) {
        std::vector<Question> questions;
        std::vector<int> askers;
        for (std::size_t i = first; i < all.size(); ++i) {
            const auto& node = all[i];
            const Role outer = node.parent >= 0 ? all[static_cast<std::size_t>(node.parent)].role : Role::window;
            const bool closed_menu = node.role == Role::menu && (!node.is(State::showing) || outer != Role::window);
            if (closed_menu || node.is(State::manages_descendants) || (node.parent >= 0 && !node.is(State::visible))) continue;
            askers.push_back(static_cast<int>(i));
            questions.push_back({all[i].ref, accessible, "GetChildren"});
        }
        first = all.size();
        std::vector<ObjectRef> objects;
        std::vector<int> parents;
        const auto replies = d->ask(questions);
        for (std::size_t i = 0; i < replies.size(); ++i)
            for (auto& child : refs_in(replies[i].get())) {
                objects.push_back(std::move(child));
                parents.push_back(askers[i]);
            }
        for (auto& node : d->described(objects, parents)) all.push_back(std::move(node));
    }
    d->find_labels(all);
    return all;
}

std::optional<AccessibleNode> Accessibility::look_again(const ObjectRef& object) {
    auto nodes = d->described({object}, {-1});
    if (nodes.empty()) return std::nullopt;
    return nodes.front();
}

std::vector<AccessibleNode> Accessibility::children(const ObjectRef& object) {
    const auto refs = refs_in(d->ask({object, accessible, "GetChildren"}).get());
    return d->described(refs, std::vector<int>(refs.size(), -1));
}

std::vector<Box> Accessibility::boxes(const std::vector<ObjectRef>& objects) {
    std::vector<Question> questions;
    for (const auto& object : objects)
        questions.push_back({object, component, "GetExtents", [](sd_bus_message* message) { sd_bus_message_append(message, "u", 0u); }});
    std::vector<Box> found;
    for (const auto& reply : d->ask(questions)) {
        Box box;
        if (reply) sd_bus_message_read(reply.get(), "(iiii)", &box.x, &box.y, &box.width, &box.height);
        found.push_back(box);
    }
    return found;
}

std::vector<std::string> Accessibility::texts(const std::vector<ObjectRef>& objects) {
    std::vector<Question> questions;
    for (const auto& object : objects)
        questions.push_back({object, "org.a11y.atspi.Text", "GetText", [](sd_bus_message* message) { sd_bus_message_append(message, "ii", 0, -1); }});
    std::vector<std::string> found;
    for (const auto& reply : d->ask(questions)) found.push_back(text_in(reply.get(), "s"));
    return found;
}

std::optional<double> Accessibility::number(const ObjectRef& object) {
    double value = 0;
    const auto reply = d->ask(d->property(object, "org.a11y.atspi.Value", "CurrentValue"));
    if (!reply || sd_bus_message_read(reply.get(), "v", "d", &value) < 0) return std::nullopt;
    return value;
}

bool Accessibility::grab_focus(const ObjectRef& object) {
    int done = 0;
    const auto reply = d->ask({object, component, "GrabFocus"});
    return reply && sd_bus_message_read(reply.get(), "b", &done) >= 0 && done;
}

void Accessibility::scroll_into_view(const ObjectRef& object) {
    constexpr std::uint32_t anywhere = 6;
    d->ask({object, component, "ScrollTo", [](sd_bus_message* message) { sd_bus_message_append(message, "u", anywhere); }});
}

bool Accessibility::set_text(const ObjectRef& object, const std::string& text) {
    int done = 0;
    const auto reply = d->ask({object, "org.a11y.atspi.EditableText", "SetTextContents", [&](sd_bus_message* message) { sd_bus_message_append(message, "s", text.c_str()); }});
    return reply && sd_bus_message_read(reply.get(), "b", &done) >= 0 && done;
}

bool Accessibility::select_child(const ObjectRef& object, int index) {
    int done = 0;
    const auto reply = d->ask({object, "org.a11y.atspi.Selection", "SelectChild", [index](sd_bus_message* message) { sd_bus_message_append(message, "i", index); }});
    return reply && sd_bus_message_read(reply.get(), "b", &done) >= 0 && done;
}

std::optional<ObjectRef> Accessibility::selected_child(const ObjectRef& object) {
    const auto found = ref_in(d->ask({object, "org.a11y.atspi.Selection", "GetSelectedChild", [](sd_bus_message* message) { sd_bus_message_append(message, "i", 0); }}).get());
    if (found.bus.empty()) return std::nullopt;
    return found;
}

std::optional<TableSize> Accessibility::table_size(const ObjectRef& table) {
    const auto replies = d->ask({d->property(table, table_interface, "NRows"), d->property(table, table_interface, "NColumns")});
    TableSize size;
    if (!replies[0] || !replies[1] || sd_bus_message_read(replies[0].get(), "v", "i", &size.rows) < 0 || sd_bus_message_read(replies[1].get(), "v", "i", &size.columns) < 0) return std::nullopt;
    return size;
}

std::vector<std::string> Accessibility::column_names(const ObjectRef& table, int columns) {
    std::vector<Question> questions;
    for (int i = 0; i < columns; ++i) questions.push_back({table, table_interface, "GetColumnHeader", [i](sd_bus_message* message) { sd_bus_message_append(message, "i", i); }});
    std::vector<ObjectRef> headers;
    for (const auto& reply : d->ask(questions)) headers.push_back(ref_in(reply.get()));
    return names(headers);
}

std::vector<ObjectRef> Accessibility::cells(const ObjectRef& table, const std::vector<Place>& places) {
    std::vector<Question> questions;
    for (const auto& place : places)
        questions.push_back({table, table_interface, "GetAccessibleAt", [place](sd_bus_message* message) { sd_bus_message_append(message, "ii", place.row, place.column); }});
    std::vector<ObjectRef> found;
    for (const auto& reply : d->ask(questions)) found.push_back(ref_in(reply.get()));
    return found;
}

std::vector<std::string> Accessibility::names(const std::vector<ObjectRef>& objects) {
    std::vector<Question> questions;
    for (const auto& object : objects) questions.push_back(d->property(object, accessible, "Name"));
    std::vector<std::string> found;
    for (const auto& reply : d->ask(questions)) found.push_back(text_in(reply.get(), "v"));
    return found;
}

}  // namespace yorozu::rpa
