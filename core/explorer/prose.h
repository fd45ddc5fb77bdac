#pragma once

#include "core/explorer/rules.h"

#include <memory>
#include <optional>
#include <unordered_map>

namespace inia::explorer {

/// One text of a model's documentation, without tags, and what can be read out of it.
class Prose final {
public:
    Prose(const Rules& rules, QString text) : m_rules(rules), m_text(std::move(text)) {}

    [[nodiscard]] const QString& text() const { return m_text; }
    [[nodiscard]] bool has(const QRegularExpression& expression) const;
    /// The noun of what a parameter identifies: "cluster" of "The ARN of the cluster."; empty when the text
    /// does not say it.
    [[nodiscard]] const std::string& noun() const;
    /// The values that "Valid values: A, B" tells; empty when there are none.
    [[nodiscard]] const std::vector<std::string>& values() const;
    /// Kinds of identifier that are mentioned early on.
    [[nodiscard]] bool saysArn() const;
    [[nodiscard]] bool saysId() const;
    [[nodiscard]] bool saysName() const;

private:
    [[nodiscard]] std::string findNoun() const;
    [[nodiscard]] std::vector<std::string> findValues() const;

    const Rules& m_rules;
    QString m_text;
    mutable std::optional<std::string> m_noun;
    mutable std::optional<std::vector<std::string>> m_values;
    mutable std::optional<int> m_kinds;
    [[nodiscard]] int kinds() const;
};

/// The documentation of one model, each text read once.
class Library final {
public:
    explicit Library(const Rules& rules) : m_rules(rules), m_none(rules, {}) {}
    Library(const Library&) = delete;
    Library& operator=(const Library&) = delete;

    /// `html` has to live in the model's document.
    [[nodiscard]] const Prose& of(std::string_view html) const;

private:
    const Rules& m_rules;
    Prose m_none;
    mutable std::unordered_map<const char*, std::unique_ptr<Prose>> m_texts;
};

} // namespace inia::explorer
