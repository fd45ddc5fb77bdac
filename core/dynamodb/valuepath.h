#pragma once

#include <string>
#include <string_view>
#include <utility>

namespace inia::dynamodb {

/// Where in nested values a walk is, for messages: "Item.prices[2]". Each step back is taken by the scope
/// that went forth.
class ValuePath final {
public:
    class [[nodiscard]] Scope final {
    public:
        Scope(std::string& path, std::string_view step) : m_path(path), m_length(path.size())
        {
            m_path.append(step);
        }
        ~Scope() { m_path.resize(m_length); }
        Scope(const Scope&) = delete;
        Scope& operator=(const Scope&) = delete;

    private:
        std::string& m_path;
        std::size_t m_length;
    };

    Scope member(std::string_view name)
    {
        return {m_text, m_text.empty() ? std::string(name) : '.' + std::string(name)};
    }
    Scope item(std::size_t index) { return {m_text, '[' + std::to_string(index) + ']'}; }

    /// " in Item.prices[2]", or nothing at the top.
    [[nodiscard]] std::string inWords() const { return m_text.empty() ? std::string() : " in " + m_text; }

private:
    std::string m_text;
};

} // namespace inia::dynamodb
