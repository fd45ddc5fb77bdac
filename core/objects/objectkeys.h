#pragma once

#include "core/common/result.h"

#include <QtCore/QRegularExpression>
#include <QtCore/QString>

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace inia {

/// An object as a listing tells it.
struct ListedObject {
    std::string key;
    std::string etag; ///< with its quotation marks
    std::string storageClass;
    std::int64_t size = 0;     ///< bytes
    std::string version;       ///< empty: the current one
    std::int64_t modified = 0; ///< seconds since 1970; 0: nobody has said

    [[nodiscard]] bool isArchived() const;
};

/// Whether the bytes of objects of that class cannot be read before somebody restores them.
[[nodiscard]] bool isArchivedClass(std::string_view storageClass);

/// Whether an object can be written by that key: fails (kind Parameter, code BadKey) for what S3 refuses (an
/// empty one, more than 1,024 bytes, no UTF-8) and for what many programs and servers cannot address: dot
/// segments, a leading "/".
[[nodiscard]] Result<void> checkNewKey(std::string_view key);

/// Whether a bucket may be called so: fails with kind Parameter, BadBucketName. A name that belongs to an
/// account and a region ("NAME-ACCOUNT-REGION-an") is good where it ends in these.
[[nodiscard]] Result<void> checkBucketName(std::string_view name, std::string_view account = {},
                                           std::string_view region = {});

/// Whether XML 1.0 can hold the key: else it must not stand in the body of DeleteObjects.
[[nodiscard]] bool fitsInXml(std::string_view key);

/// "logs/2026/" of "logs/2026/07.gz", and of "logs/2026/07/".
[[nodiscard]] std::string folderOf(std::string_view key);
/// "07.gz" of "logs/2026/07.gz", "07/" of "logs/2026/07/".
[[nodiscard]] std::string nameOf(std::string_view key);

/// What both begin with: of the first and the last of ordered keys, what all of them begin with.
[[nodiscard]] std::string commonStart(std::string_view first, std::string_view last);

/// "a/b (2).txt" of "a/b.txt": the name that a second one gets beside the first.
[[nodiscard]] std::string numberedKey(std::string_view key, int number);

/// How the names of many objects become others.
struct NameRule {
    enum class Kind : std::uint8_t {
        Replace,   ///< a text, wherever it stands
        Pattern,   ///< the same by a regular expression of Perl's kind; "\\1" is its first group
        Beginning, ///< the beginning of the name; without `find` something is put in front
        LowerCase,
        UpperCase,
        Numbering, ///< "photo-###": a row of "#" is the number, the ending stays
    };
    Kind kind = Kind::Replace;
    QString find;
    QString with;
    std::int64_t first = 1; ///< number
};

/// A rule that can be followed.
class NameChange final {
public:
    /// Fails (kind Parameter) with BadRule, which says what is wrong: a pattern that cannot be read or that
    /// the empty text fits, a group that is not there.
    [[nodiscard]] static Result<NameChange> by(NameRule rule);
    /// `place` among those that get new names, from 0 on.
    [[nodiscard]] std::string of(std::string_view name, std::size_t place) const;

private:
    explicit NameChange(NameRule rule) : m_rule(std::move(rule)) {}

    NameRule m_rule;
    QRegularExpression m_pattern;
};

} // namespace inia
