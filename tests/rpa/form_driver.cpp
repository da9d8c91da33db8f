#include "tests/rpa/form_driver.h"

#include <set>

using namespace yorozu::rpa;

namespace {

[[noreturn]] void fail(const std::string& message) { throw StepFailure{StepFailure::Kind::system, message}; }

std::string unescaped(std::string text) {
    for (const auto& [from, to] : std::vector<std::pair<std::string, std::string>>{{"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&#39;", "'"}, {"&amp;", "&"}})
        for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size()) text.replace(at, from.size(), to);
    return text;
}

std::string encoded(const std::string& text) {
    std::string out;
    char hex[4];
    for (const unsigned char c : text) {
        if (isalnum(c)) {
            out += static_cast<char>(c);
        } else {
            std::snprintf(hex, sizeof hex, "%%%02X", c);
            out += hex;
        }
    }
    return out;
}

}  // namespace

void FormDriver::load(const std::string& html) {
    static const std::set<std::string> single = {"input", "meta", "br"};
    nodes_.clear();
    std::vector<int> open;
    for (std::size_t at = 0; at < html.size();) {
        const auto tag = html.find('<', at);
        const std::string text = unescaped(html.substr(at, tag == std::string::npos ? tag : tag - at));
        if (!open.empty()) nodes_[static_cast<std::size_t>(open.back())].own_text += text;
        if (tag == std::string::npos) break;
        const auto end = html.find('>', tag);
        std::string body = html.substr(tag + 1, end - tag - 1);
        at = end + 1;
        if (body[0] == '!') continue;
        if (body[0] == '/') {
            if (!open.empty()) {
                nodes_[static_cast<std::size_t>(open.back())].behind = static_cast<int>(nodes_.size());
                open.pop_back();
            }
            continue;
        }
        Node node;
        std::size_t i = body.find(' ');
        node.tag = body.substr(0, i);
        while (i != std::string::npos && i < body.size()) {
            while (i < body.size() && body[i] == ' ') ++i;
            const auto stop = body.find_first_of(" =", i);
            const std::string name = body.substr(i, stop == std::string::npos ? stop : stop - i);
            if (name.empty()) break;
            if (stop != std::string::npos && body[stop] == '=') {
                const auto close = body.find('"', stop + 2);
                node.attributes[name] = unescaped(body.substr(stop + 2, close - stop - 2));
                i = close + 1;
            } else {
                node.attributes[name] = "";
                i = stop;
            }
        }
        node.parent = open.empty() ? -1 : open.back();
        node.behind = static_cast<int>(nodes_.size()) + 1;
        nodes_.push_back(node);
        if (!single.count(node.tag)) open.push_back(static_cast<int>(nodes_.size()) - 1);
    }
}

std::string FormDriver::text_of(int node) const {
    std::string text;
    for (int i = node; inside(i, node); ++i) text += nodes_[static_cast<std::size_t>(i)].own_text;
    return text;
}

std::vector<int> FormDriver::find(const std::string& selector) const {
    std::vector<int> found;
    std::string name = selector.rfind("aria/", 0) == 0 ? selector.substr(5) : "";
    name = name.substr(0, name.find('['));
    const auto dot = selector.find('.');
    for (int i = 0; i < static_cast<int>(nodes_.size()); ++i) {
        const Node& node = nodes_[static_cast<std::size_t>(i)];
        const auto has = [&](const char* key, const std::string& value) { const auto a = node.attributes.find(key); return a != node.attributes.end() && a->second == value; };
        if (!name.empty()) {
            if ((node.tag == "button" || node.tag == "a") && text_of(i) == name) found.push_back(i);
            if (node.tag == "label" && node.own_text == name)
                for (const int one : find("#" + node.attributes.at("for"))) found.push_back(one);
        } else if (selector[0] == '#') {
            if (has("id", selector.substr(1))) found.push_back(i);
        } else if (dot != std::string::npos && (dot == 0 || node.tag == selector.substr(0, dot)) && has("class", selector.substr(dot + 1))) {
            found.push_back(i);
        }
    }
    return found;
}

int FormDriver::one(const Target& target) const {
    const auto found = broken_ ? std::vector<int>{} : find(target.selectors.at(0).at(0));
    if (found.size() != 1) fail("要素が1つに決まりません");
    return found[0];
}

void FormDriver::take(const httplib::Result& result) {
    broken_ = !result;
    nodes_.clear();
    status_ = result ? result->status : 0;
    if (!result) return;
    const std::string given = result->get_header_value("Set-Cookie");
    if (!given.empty()) cookie_ = given.substr(0, given.find(';'));
    load(result->body);
}

void FormDriver::go(const std::string& method, const std::string& path, const std::string& body, Milliseconds timeout) {
    if (!client_ || broken_ || method == "post") {  // what writes gets a new connection: nothing is ever sent again
        client_ = std::make_unique<httplib::Client>(base_);
        client_->set_keep_alive(true);
        client_->set_tcp_nodelay(true);
    }
    client_->set_read_timeout(timeout);
    const httplib::Headers headers = {{"Cookie", cookie_}};
    take(method == "post" ? client_->Post(path, headers, body, "application/x-www-form-urlencoded") : client_->Get(path, headers));
    url_ = broken_ ? "chrome-error://" : base_ + path;
}

void FormDriver::open(const std::string& url, Milliseconds timeout) {
    base_ = url.substr(0, url.find('/', 8));
    std::string path = url.substr(base_.size());
    go("get", path.empty() ? "/" : path, "", timeout);
    if (status_ == 303) go("get", "/sign-in?ended=1", "", timeout);
    if (broken_) fail("ページを開けません");
}

Glance FormDriver::glance(const std::vector<Target>& targets) {
    Glance seen;
    seen.url = url_;
    seen.complete = true;
    seen.status = status_;
    seen.broken = broken_;
    for (const auto& target : targets) {
        Sight sight;
        const auto found = target.empty() || broken_ ? std::vector<int>{} : find(target.selectors[0][0]);
        sight.count = static_cast<int>(found.size());
        if (found.size() == 1) {
            sight.visible = true;
            sight.text = text_of(found[0]);
            for (int i = found[0]; inside(i, found[0]); ++i)
                sight.texts.push_back(text_of(i));
        }
        seen.sights.push_back(sight);
    }
    return seen;
}

Acted FormDriver::ready(const Target& target, Heal, Milliseconds) {
    one(target);
    return {};
}

Acted FormDriver::press(const Target& target, Press, Heal, Milliseconds timeout) {
    const int pressed = one(target);
    const Node node = nodes_[static_cast<std::size_t>(pressed)];
    if (node.tag == "a") {
        go("get", node.attributes.at("href"), "", timeout);
    } else {
        int form = node.parent;
        while (form >= 0 && nodes_[static_cast<std::size_t>(form)].tag != "form") form = nodes_[static_cast<std::size_t>(form)].parent;
        std::string body;
        for (int i = 0; i < static_cast<int>(nodes_.size()); ++i) {
            const Node& field = nodes_[static_cast<std::size_t>(i)];
            if (!inside(i, form) || (field.tag != "input" && field.tag != "select")) continue;
            const auto value = field.attributes.find("value");
            body += (body.empty() ? "" : "&") + field.attributes.at("name") + "=" + encoded(value == field.attributes.end() ? "" : value->second);
        }
        const Node& sent = nodes_[static_cast<std::size_t>(form)];
        const std::string action = sent.attributes.at("action"), method = sent.attributes.at("method");
        if (method == "get") go("get", action + "?" + body, "", timeout);
        else go("post", action, body, timeout);
    }
    if (status_ == 303) go("get", client_ && cookie_.empty() ? "/sign-in?ended=1" : "/menu", "", timeout);
    if (status_ == 303) go("get", "/sign-in?ended=1", "", timeout);
    return {};
}

Acted FormDriver::set_text(const Target& target, const std::string& text, yorozu::rpa::Entry, Milliseconds) {
    nodes_[static_cast<std::size_t>(one(target))].attributes["value"] = text;
    return {};
}

Acted FormDriver::select(const Target& target, const std::string& option, Milliseconds) {
    const int list = one(target);
    for (int i = list; i < static_cast<int>(nodes_.size()); ++i)
        if (inside(i, list) && nodes_[static_cast<std::size_t>(i)].tag == "option" && text_of(i) == option) {
            nodes_[static_cast<std::size_t>(list)].attributes["value"] = option;
            return {};
        }
    throw StepFailure{StepFailure::Kind::business, "選択肢にない値です"};
}

Acted FormDriver::choose(const Target&, const std::string&, Milliseconds) { fail("使いません"); }

std::string FormDriver::read_back(const Target& target) { return nodes_[static_cast<std::size_t>(one(target))].attributes["value"]; }

std::vector<RowSight> FormDriver::rows(const Target& rows, const std::string& number_css) {
    std::vector<RowSight> found;
    for (const int row : find(rows.selectors[0][0])) {
        RowSight sight;
        for (int i = row; inside(i, row); ++i)
            sight.texts.push_back(text_of(i));
        for (const int number : find(number_css))
            if (inside(number, row)) sight.number = text_of(number);
        found.push_back(sight);
    }
    return found;
}
