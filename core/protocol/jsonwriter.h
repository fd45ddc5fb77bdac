#pragma once

#include "core/model/value.h"

#include <string>
#include <string_view>
#include <vector>

namespace inia {

/// How JSON text is laid out. The defaults are Python's json.dumps, whose bytes botocore sends.
struct JsonStyle {
    std::string_view itemSeparator = ", ";
    std::string_view keySeparator = ": ";
    int indent = 0;        ///< spaces per level; 0 keeps everything on one line
    bool asciiOnly = true; ///< other characters as \uXXXX

    [[nodiscard]] static JsonStyle python() { return {}; }
    /// No white space at all.
    [[nodiscard]] static JsonStyle compact() { return {",", ":", 0, true}; }
    /// The AWS CLI's output: four spaces, characters as they are.
    [[nodiscard]] static JsonStyle indented() { return {",", ": ", 4, false}; }
};

/// Writes one JSON document from begin to end. The caller keeps begin and end balanced and gives a key
/// before every value of a map. Bytes that are not UTF-8 become U+FFFD.
class JsonWriter final {
public:
    explicit JsonWriter(JsonStyle style = {}) : m_style(style) {}

    void beginMap() { begin('{'); }
    void endMap() { end('}'); }
    void beginList() { begin('['); }
    void endList() { end(']'); }
    void key(std::string_view name);
    void text(std::string_view value);
    void integer(std::int64_t value);
    /// NaN and the infinities are written as texts, as AWS wants them.
    void number(double value);
    void boolean(bool value);
    void null();
    /// Any value: blobs as base64, timestamps as ISO 8601 with "+00:00".
    void value(const Value& value);
    /// The items of a list, into one that was begun.
    void items(const Value& list);

    [[nodiscard]] std::string take() { return std::move(m_out); }

private:
    void items(const RecordList& records);
    void begin(char bracket);
    void end(char bracket);
    void beforeItem();
    void newLine();
    void quoted(std::string_view value);

    JsonStyle m_style;
    std::string m_out;
    std::vector<bool> m_hasItems; // one per open map or list
    bool m_afterKey = false;
};

[[nodiscard]] std::string toJson(const Value& value, JsonStyle style = {});

} // namespace inia
