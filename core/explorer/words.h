#pragma once

#include <QtCore/QRegularExpression>

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace inia::explorer {

using Words = std::vector<std::string>;
using WordSet = std::set<std::string, std::less<>>;

/// The words in front of an attribute, and the attribute: "cluster" and "arn" of ClusterArn.
struct Stripped {
    Words base;
    std::string attribute; ///< empty when there is none
};

/// Names of operations, members and shapes as lower-case words. Remembers what it has split: one for each
/// thread.
class Wording final {
public:
    Wording() = default;
    Wording(QRegularExpression token, std::map<std::string, std::string, std::less<>> irregularPlurals,
            WordSet singularInS);

    /// "db", "instance", "identifier" of "DBInstanceIdentifier". Valid as long as this is.
    [[nodiscard]] const Words& split(std::string_view name) const;
    /// All words of a name joined: "dbinstanceidentifier".
    [[nodiscard]] std::string flat(std::string_view name) const;
    [[nodiscard]] std::string singular(std::string_view word) const;
    [[nodiscard]] bool isPlural(std::string_view word) const { return singular(word) != word; }
    /// One word for comparing: all of them joined, the last in the singular.
    [[nodiscard]] std::string noun(const Words& words) const;
    [[nodiscard]] std::string nounOf(std::string_view name) const { return noun(split(name)); }
    [[nodiscard]] Stripped stripAttribute(const Words& words, const WordSet& attributes) const;
    /// Without words at the end that say how a thing is told: "summary", "details".
    [[nodiscard]] Words stripTelling(Words words, const WordSet& telling) const;
    /// Whether words stand among others in the same order: "media pipeline" in "media capture pipelines".
    [[nodiscard]] bool standsIn(const Words& few, const Words& many) const;

private:
    QRegularExpression m_token;
    std::map<std::string, std::string, std::less<>> m_irregularPlurals;
    WordSet m_singularInS;
    mutable std::unordered_map<std::string, Words> m_split;
};

[[nodiscard]] std::string joined(const Words& words, std::string_view separator = {});
/// Without a version at the end: "buckets" of "buckets v2".
[[nodiscard]] Words stripVersion(Words words);
[[nodiscard]] QString toQString(std::string_view text);
[[nodiscard]] bool found(const QRegularExpression& expression, std::string_view text);

} // namespace inia::explorer
