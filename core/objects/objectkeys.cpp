#include "core/objects/objectkeys.h"

#include "core/text/ascii.h"

#include <QtCore/QStringDecoder>

#include <algorithm>

namespace inia {

namespace {

constexpr std::size_t longestKey = 1024;

Error badKey(std::string_view key, const std::string& why)
{
    return makeError(ErrorKind::Parameter, "BadKey", "\"" + std::string(key) + "\" " + why);
}

bool isWholeUtf8(std::string_view text)
{
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    static_cast<void>(QString(decoder(QByteArrayView(text.data(), static_cast<qsizetype>(text.size())))));
    return !decoder.hasError();
}

bool hasDotSegment(std::string_view key)
{
    while (true) {
        const auto slash = key.find('/');
        const auto segment = key.substr(0, slash);
        if (segment == "." || segment == "..")
            return true;
        if (slash == std::string_view::npos)
            return false;
        key.remove_prefix(slash + 1);
    }
}

/// Where the last part begins: behind the "/" before its last character.
std::size_t lastPart(std::string_view key)
{
    if (key.size() < 2)
        return 0;
    const auto slash = key.rfind('/', key.size() - 2);
    return slash == std::string_view::npos ? 0 : slash + 1;
}

} // namespace

bool isArchivedClass(std::string_view storageClass)
{
    return storageClass == "GLACIER" || storageClass == "DEEP_ARCHIVE";
}

bool ListedObject::isArchived() const
{
    return isArchivedClass(storageClass);
}

Result<void> checkNewKey(std::string_view key)
{
    if (key.empty())
        return badKey(key, "is no name.");
    if (key.size() > longestKey)
        return badKey(key.substr(0, 40), "... is longer than the 1,024 bytes that a key may have.");
    if (!isWholeUtf8(key))
        return badKey(key, "is no UTF-8.");
    if (key.front() == '/')
        return badKey(key, "begins with \"/\", which many programs cannot address.");
    if (hasDotSegment(key))
        return badKey(key, "has a part \".\" or \"..\", which many programs and servers cannot address.");
    if (!fitsInXml(key))
        return badKey(key, "has a control character, with which it could be deleted by few programs.");
    return {};
}

Result<void> checkBucketName(std::string_view name, std::string_view account, std::string_view region)
{
    constexpr std::size_t least = 3;
    constexpr std::size_t most = 63;
    const auto bad = [](std::string why) {
        return makeError(ErrorKind::Parameter, "BadBucketName", std::move(why));
    };
    const auto isGood = [](char c) { return (c >= 'a' && c <= 'z') || ascii::isDigit(c); };
    if (name.size() < least || name.size() > most)
        return bad("A bucket's name has 3 to 63 characters.");
    if (!std::all_of(name.begin(), name.end(), [&](char c) { return isGood(c) || c == '.' || c == '-'; }))
        return bad("A bucket's name is made of a-z, 0-9, \"-\" and \".\".");
    if (!isGood(name.front()) || !isGood(name.back()))
        return bad("A bucket's name begins and ends with a letter or a digit.");
    if (name.find("..") != std::string_view::npos)
        return bad("A bucket's name has no two dots in a row.");
    if (std::count(name.begin(), name.end(), '.') == 3 &&
        std::all_of(name.begin(), name.end(), [](char c) { return ascii::isDigit(c) || c == '.'; }))
        return bad("A bucket's name is no IP address.");
    for (const std::string_view start : {"xn--", "sthree-", "amzn-s3-demo-"}) {
        if (name.starts_with(start))
            return bad("Names of buckets do not begin with \"" + std::string(start) + "\".");
    }
    for (const std::string_view end : {"-s3alias", "--ol-s3", ".mrap", "--x-s3", "--table-s3"}) {
        if (name.ends_with(end))
            return bad("Names of buckets do not end in \"" + std::string(end) + "\".");
    }
    const std::string own = '-' + std::string(account) + '-' + std::string(region) + "-an";
    if (name.ends_with("-an") && (account.empty() || !name.ends_with(own)))
        return bad("\"-an\" is for names that end in -ACCOUNT-REGION-an.");
    return {};
}

bool fitsInXml(std::string_view key)
{
    const bool hasControls = std::any_of(key.begin(), key.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte < 0x20 && c != '\t' && c != '\n' && c != '\r';
    });
    // U+FFFE and U+FFFF
    return !hasControls && key.find("\xEF\xBF\xBE") == std::string_view::npos &&
           key.find("\xEF\xBF\xBF") == std::string_view::npos;
}

std::string folderOf(std::string_view key)
{
    return std::string(key.substr(0, lastPart(key)));
}

std::string nameOf(std::string_view key)
{
    return std::string(key.substr(lastPart(key)));
}

std::string commonStart(std::string_view first, std::string_view last)
{
    const auto end = std::mismatch(first.begin(), first.end(), last.begin(), last.end()).first;
    return {first.begin(), end};
}

std::string numberedKey(std::string_view key, int number)
{
    const std::string name = nameOf(key);
    const bool isFolder = name.ends_with('/');
    const auto dot = name.rfind('.');
    const std::size_t end = isFolder                               ? name.size() - 1
                            : dot == std::string::npos || dot == 0 ? name.size()
                                                                   : dot;
    return folderOf(key) + name.substr(0, end) + " (" + std::to_string(number) + ')' + name.substr(end);
}

namespace {

Error badRule(const std::string& why)
{
    return makeError(ErrorKind::Parameter, "BadRule", why);
}

/// The greatest group that "\\1" to "\\9" ask for.
int greatestGroup(const QString& with)
{
    int greatest = 0;
    for (qsizetype i = 0; i + 1 < with.size(); ++i) {
        if (with[i] == u'\\' && with[i + 1].isDigit())
            greatest = std::max(greatest, with[i + 1].digitValue());
    }
    return greatest;
}

} // namespace

Result<NameChange> NameChange::by(NameRule rule)
{
    NameChange change(std::move(rule));
    const NameRule& asked = change.m_rule;
    if (asked.kind == NameRule::Kind::Numbering && !asked.with.contains(u'#'))
        return badRule("Where the number stands has to be said by \"#\".");
    if (asked.kind != NameRule::Kind::Pattern)
        return change;
    change.m_pattern = QRegularExpression(asked.find, QRegularExpression::UseUnicodePropertiesOption);
    if (!change.m_pattern.isValid())
        return badRule("The pattern cannot be read: " + change.m_pattern.errorString().toStdString() + '.');
    if (!asked.find.isEmpty() && change.m_pattern.match(QString()).hasMatch())
        return badRule("The pattern fits the empty text.");
    if (greatestGroup(asked.with) > change.m_pattern.captureCount())
        return badRule("The pattern has " + std::to_string(change.m_pattern.captureCount()) +
                       " groups, not " + std::to_string(greatestGroup(asked.with)) + '.');
    return change;
}

std::string NameChange::of(std::string_view name, std::size_t place) const
{
    QString text = QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()));
    switch (m_rule.kind) {
    case NameRule::Kind::Replace:
        if (!m_rule.find.isEmpty())
            text.replace(m_rule.find, m_rule.with);
        break;
    case NameRule::Kind::Pattern:
        if (!m_rule.find.isEmpty())
            text.replace(m_pattern, m_rule.with);
        break;
    case NameRule::Kind::Beginning:
        if (text.startsWith(m_rule.find))
            text = m_rule.with + text.mid(m_rule.find.size());
        break;
    case NameRule::Kind::LowerCase:
        text = text.toLower();
        break;
    case NameRule::Kind::UpperCase:
        text = text.toUpper();
        break;
    case NameRule::Kind::Numbering: {
        const qsizetype from = m_rule.with.indexOf(u'#');
        qsizetype end = from;
        while (end < m_rule.with.size() && m_rule.with[end] == u'#')
            ++end;
        const qsizetype dot = text.lastIndexOf(u'.');
        const QString number = QString::number(m_rule.first + static_cast<std::int64_t>(place));
        text = m_rule.with.first(from) + number.rightJustified(end - from, u'0') + m_rule.with.mid(end) +
               (dot > 0 ? text.mid(dot) : QString());
        break;
    }
    }
    return text.toStdString();
}

} // namespace inia
