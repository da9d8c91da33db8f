#pragma once
#include <httplib.h>

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "rpa/web_driver.h"

/// A browser for server-rendered pages without scripts, over plain HTTP: as quick as the protocol trials need it. Knows
/// #id, .class, tag.class and aria/name. Never sends a request twice.
class FormDriver : public yorozu::rpa::WebDriver {
public:
    using Target = yorozu::rpa::Target;

    void open(const std::string& url, Milliseconds timeout) override;
    yorozu::rpa::Glance glance(const std::vector<Target>& targets) override;
    yorozu::rpa::Acted ready(const Target& target, Heal, Milliseconds) override;
    yorozu::rpa::Acted press(const Target& target, Press, Heal, Milliseconds timeout) override;
    yorozu::rpa::Acted set_text(const Target& target, const std::string& text, yorozu::rpa::Entry, Milliseconds) override;
    yorozu::rpa::Acted select(const Target& target, const std::string& option, Milliseconds) override;
    yorozu::rpa::Acted choose(const Target&, const std::string&, Milliseconds) override;
    std::string read_back(const Target& target) override;
    std::vector<yorozu::rpa::RowSight> rows(const Target& rows, const std::string& number_css) override;
    bool truth_of(const std::string&) override { return true; }
    void key(const std::string&, bool) override {}
    void scroll(const Target&, double, double) override {}
    void viewport(int, int) override {}
    void network(double, double, double) override {}
    std::string picture() override { return "picture"; }

private:
    struct Node {
        std::string tag;
        std::map<std::string, std::string> attributes;
        std::string own_text;
        int parent = -1;
        int behind = 0;  ///< index after the last node inside this one
    };
    std::vector<int> find(const std::string& selector) const;
    int one(const Target& target) const;
    std::string text_of(int node) const;
    bool inside(int node, int ancestor) const { return node >= ancestor && node < nodes_[static_cast<std::size_t>(ancestor)].behind; }
    void load(const std::string& html);
    void take(const httplib::Result& result);
    void go(const std::string& method, const std::string& path, const std::string& body, Milliseconds timeout);

    std::unique_ptr<httplib::Client> client_;
    std::string base_, url_, cookie_;
    std::vector<Node> nodes_;
    int status_ = 0;
    bool broken_ = false;
};
