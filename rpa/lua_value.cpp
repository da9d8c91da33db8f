#include "rpa/lua_value.h"

#include <cstdlib>
#include <cstring>
#include <memory>
#include <stdexcept>

#include <lua.hpp>

#include "rpa/japanese.h"

namespace yorozu::rpa {

namespace {

struct Budget {
    std::size_t used = 0;
    std::size_t limit = 0;
    bool exceeded = false;
};

void* allocate(void* user, void* block, std::size_t old_size, std::size_t new_size) {
    auto& budget = *static_cast<Budget*>(user);
    if (!block) old_size = 0;  // Lua passes a type tag there
    if (new_size == 0) {
        budget.used -= old_size;
        std::free(block);
        return nullptr;
    }
    if (new_size > old_size && budget.used + (new_size - old_size) > budget.limit) {
        budget.exceeded = true;
        return nullptr;
    }
    void* grown = std::realloc(block, new_size);
    if (grown) budget.used += new_size - old_size;
    return grown;
}

const char* const too_long = "yorozu:too-long";

void on_count(lua_State* lua, lua_Debug*) {
    // A string message would be caught by an expression's own pcall; there is none in the sandbox.
    luaL_error(lua, too_long);
}

template <std::string (*convert)(std::string_view)>
int text_function(lua_State* lua) {
    std::size_t size = 0;
    const char* text = luaL_checklstring(lua, 1, &size);
    bool bad = false;
    {
        std::string changed;
        try {
            changed = convert({text, size});
            lua_pushlstring(lua, changed.data(), changed.size());
        } catch (const std::exception&) {
            bad = true;  // luaL_error jumps, so nothing with a destructor may be alive
        }
    }
    return bad ? luaL_error(lua, "UTF-8 として正しくない文字") : 1;
}

template <std::optional<std::string> (*convert)(std::string_view)>
int maybe_function(lua_State* lua) {
    std::size_t size = 0;
    const char* text = luaL_checklstring(lua, 1, &size);
    bool bad = false;
    {
        try {
            const auto changed = convert({text, size});
            if (changed) lua_pushlstring(lua, changed->data(), changed->size());
            else lua_pushnil(lua);
        } catch (const std::exception&) {
            bad = true;
        }
    }
    return bad ? luaL_error(lua, "UTF-8 として正しくない文字") : 1;
}

std::string trimmed(std::string_view text) {
    const auto is_space = [&](std::size_t at, std::size_t& size) {
        if (std::strchr(" \t\r\n", text[at])) return size = 1, true;
        if (text.substr(at, 3) == "　") return size = 3, true;
        return false;
    };
    std::size_t size = 0;
    while (!text.empty() && is_space(0, size)) text.remove_prefix(size);
    while (!text.empty()) {
        if (std::strchr(" \t\r\n", text.back())) text.remove_suffix(1);
        else if (text.size() >= 3 && text.substr(text.size() - 3) == "　") text.remove_suffix(3);
        else break;
    }
    return std::string(text);
}

/// C functions that could run long without passing the instruction hook, or reach outside, are taken away.
void open_sandbox(lua_State* lua) {
    luaL_requiref(lua, "_G", luaopen_base, 1);
    luaL_requiref(lua, "string", luaopen_string, 1);
    luaL_requiref(lua, "table", luaopen_table, 1);
    luaL_requiref(lua, "math", luaopen_math, 1);
    luaL_requiref(lua, "utf8", luaopen_utf8, 1);
    lua_settop(lua, 0);
    for (const char* name : {"load", "loadfile", "dofile", "loadstring", "require", "collectgarbage", "print", "pcall", "xpcall",
                             "setmetatable", "getmetatable", "rawset", "rawget", "rawequal", "warn", "_G"}) {
        lua_pushnil(lua);
        lua_setglobal(lua, name);
    }
    lua_getglobal(lua, "string");
    for (const char* name : {"dump", "find", "match", "gmatch", "gsub", "rep"}) {
        // Patterns can need exponential time inside one C call; plain search is offered instead below.
        lua_pushnil(lua);
        lua_setfield(lua, -2, name);
    }
    lua_pop(lua, 1);
    lua_getglobal(lua, "math");
    for (const char* name : {"random", "randomseed"}) {
        lua_pushnil(lua);
        lua_setfield(lua, -2, name);
    }
    lua_pop(lua, 1);
}

int replace_function(lua_State* lua) {
    std::size_t size = 0, from_size = 0, to_size = 0;
    const char* text = luaL_checklstring(lua, 1, &size);
    const char* from = luaL_checklstring(lua, 2, &from_size);
    const char* to = luaL_checklstring(lua, 3, &to_size);
    if (from_size == 0) return luaL_error(lua, "replace の2つ目が空です");
    luaL_Buffer buffer;
    luaL_buffinit(lua, &buffer);
    for (std::size_t at = 0; at < size;) {
        if (size - at >= from_size && std::memcmp(text + at, from, from_size) == 0) {
            luaL_addlstring(&buffer, to, to_size);
            at += from_size;
        } else {
            luaL_addchar(&buffer, text[at++]);
        }
    }
    luaL_pushresult(&buffer);
    return 1;
}

void push_table(lua_State* lua, const char* name, const std::map<std::string, std::string>* values) {
    lua_newtable(lua);
    if (values)
        for (const auto& [key, value] : *values) {
            lua_pushlstring(lua, key.data(), key.size());
            lua_pushlstring(lua, value.data(), value.size());
            lua_settable(lua, -3);
        }
    lua_setglobal(lua, name);
}

/// Leaves the chunk (or the message) on the stack: first as an expression, else as a chunk of its own.
bool compile(lua_State* lua, const std::string& expression) {
    const std::string as_value = "return " + expression;
    if (luaL_loadbufferx(lua, as_value.data(), as_value.size(), "=lua", "t") == LUA_OK) return true;
    lua_pop(lua, 1);
    return luaL_loadbufferx(lua, expression.data(), expression.size(), "=lua", "t") == LUA_OK;
}

struct Work {
    const std::string* expression;
    const LuaInput* input;
    long instructions;
};

/// Runs inside lua_pcall, so that memory running out anywhere is caught.
int run(lua_State* lua) {
    const auto& work = *static_cast<const Work*>(lua_touserdata(lua, 1));
    open_sandbox(lua);
    lua_register(lua, "full_width", (text_function<to_full_width>));
    lua_register(lua, "half_width", (text_function<to_half_width>));
    lua_register(lua, "half_ascii", (text_function<to_half_ascii>));
    lua_register(lua, "full_katakana", (text_function<to_full_katakana>));
    lua_register(lua, "hiragana", (text_function<to_hiragana>));
    lua_register(lua, "trim", (text_function<trimmed>));
    lua_register(lua, "wareki", (maybe_function<to_wareki>));
    lua_register(lua, "seireki", (maybe_function<from_wareki>));
    lua_register(lua, "replace", replace_function);
    push_table(lua, "record", work.input->record);
    push_table(lua, "variables", work.input->variables);
    lua_settop(lua, 0);
    if (!compile(lua, *work.expression)) return lua_error(lua);
    lua_sethook(lua, on_count, LUA_MASKCOUNT, static_cast<int>(work.instructions));
    lua_call(lua, 0, 1);
    lua_sethook(lua, nullptr, 0, 0);
    return 1;
}

}  // namespace

LuaResult evaluate_lua(const std::string& expression, const LuaInput& input, const LuaLimits& limits) {
    Budget budget{0, limits.bytes, false};
    struct Close {
        void operator()(lua_State* state) const { lua_close(state); }
    };
    const std::unique_ptr<lua_State, Close> lua(lua_newstate(allocate, &budget));
    if (!lua) return {std::nullopt, "Lua のメモリー上限が小さすぎます"};
    Work work{&expression, &input, limits.instructions};
    lua_pushcfunction(lua.get(), run);
    lua_pushlightuserdata(lua.get(), &work);
    const int status = lua_pcall(lua.get(), 1, 1, 0);
    if (status != LUA_OK) {
        const char* message = lua_tostring(lua.get(), -1);
        const std::string words = message ? message : "";
        if (status == LUA_ERRMEM || budget.exceeded) return {std::nullopt, "Lua の式がメモリーの上限を超えました"};
        if (words.find(too_long) != std::string::npos) return {std::nullopt, "Lua の式が長く動きすぎました（命令数の上限）"};
        return {std::nullopt, "Lua の式に誤りがあります: " + words};
    }
    switch (lua_type(lua.get(), -1)) {
        case LUA_TSTRING:
        case LUA_TNUMBER: {
            std::size_t size = 0;
            const char* text = lua_tolstring(lua.get(), -1, &size);
            return {std::string(text, size), ""};
        }
        case LUA_TBOOLEAN: return {lua_toboolean(lua.get(), -1) ? "true" : "false", ""};
        default: return {std::nullopt, "Lua の式が文字列になりません（nil）: 列名と値を確かめてください"};
    }
}

std::string lua_syntax_fault(const std::string& expression) {
    Budget budget{0, LuaLimits{}.bytes, false};
    struct Close {
        void operator()(lua_State* state) const { lua_close(state); }
    };
    const std::unique_ptr<lua_State, Close> lua(lua_newstate(allocate, &budget));
    if (!lua || compile(lua.get(), expression)) return "";
    const char* message = lua_tostring(lua.get(), -1);
    return message ? message : "?";
}

}  // namespace yorozu::rpa
