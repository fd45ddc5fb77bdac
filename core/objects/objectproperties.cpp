#include "core/objects/objectproperties.h"

#include "core/http/textencoding.h"
#include "core/objects/objectkeys.h"
#include "core/text/ascii.h"

#include <QtCore/QByteArray>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtCore/QString>

#include <algorithm>
#include <array>
#include <utility>

namespace inia {

namespace {

constexpr std::size_t mostTags = 10;
constexpr qsizetype longestTagKey = 128;
constexpr qsizetype longestTagValue = 256;
constexpr std::size_t mostMetadataBytes = 2048;
constexpr std::int64_t mostForOneCopy = 5'368'709'120;

Error badProperty(const char* code, std::string message)
{
    return makeError(ErrorKind::Parameter, code, std::move(message));
}

bool isTagText(const QList<uint>& letters)
{
    return std::all_of(letters.begin(), letters.end(), [](uint letter) {
        const auto category = QChar::category(char32_t(letter));
        return QChar::isLetterOrNumber(char32_t(letter)) || category == QChar::Separator_Space ||
               category == QChar::Separator_Line || category == QChar::Separator_Paragraph ||
               (letter < 0x80 &&
                std::string_view("_.:/=+-@").find(static_cast<char>(letter)) != std::string_view::npos);
    });
}

bool isHeaderName(std::string_view name)
{
    return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
    });
}

bool isPlain(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~'; });
}

} // namespace

Result<void> checkTags(const Tags& tags)
{
    const auto bad = [](std::string message) { return badProperty("BadTags", std::move(message)); };
    if (tags.size() > mostTags)
        return bad("An object has ten tags at most, these are " + std::to_string(tags.size()) + ".");
    for (const auto& [key, value] : tags) {
        const QList<uint> name = QString::fromStdString(key).toUcs4();
        const QList<uint> text = QString::fromStdString(value).toUcs4();
        if (name.isEmpty())
            return bad("A tag has no key.");
        if (name.size() > longestTagKey)
            return bad("The key of a tag has 128 characters at most.");
        if (text.size() > longestTagValue)
            return bad("The value of the tag \"" + key + "\" has more than 256 characters.");
        if (ascii::lowered(key).starts_with("aws:"))
            return bad("Keys that begin with \"aws:\" are AWS's own.");
        if (!isTagText(name) || !isTagText(text))
            return bad(
                "The tag \"" + key +
                "\" has a character that S3 does not take: letters, digits, spaces and _ . : / = + - @ "
                "may be used.");
    }
    return {};
}

Result<void> checkMetadata(const std::map<std::string, std::string>& metadata)
{
    std::size_t bytes = 0;
    for (const auto& [name, value] : metadata) {
        if (!isHeaderName(name))
            return badProperty("BadMetadata", "\"" + name +
                                                  "\" is no name for metadata: letters, digits and hyphens "
                                                  "may be used.");
        bytes += name.size() + encodedWords(value).size();
    }
    if (bytes > mostMetadataBytes)
        return badProperty("BadMetadata", "Metadata has 2 KB at most over names and values; this would be " +
                                              std::to_string(bytes) + " bytes.");
    return {};
}

std::string encodedWords(std::string_view text)
{
    if (isPlain(text))
        return std::string(text);
    // Of 75 characters a word may have, 12 are around its text.
    constexpr qsizetype mostBytes = 45;
    std::string words;
    QByteArray part;
    const auto flush = [&] {
        if (!part.isEmpty())
            words += (words.empty() ? "=?UTF-8?B?" : " =?UTF-8?B?") + part.toBase64().toStdString() + "?=";
        part.clear();
    };
    const QString whole = QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
    for (const uint letter : whole.toUcs4()) {
        const char32_t one = letter;
        const QByteArray bytes = QString::fromUcs4(&one, 1).toUtf8();
        if (part.size() + bytes.size() > mostBytes)
            flush();
        part += bytes;
    }
    flush();
    return words;
}

/// name="value" pairs, of which a comma may stand inside the quotes.
RestoreState RestoreState::of(std::string_view header)
{
    RestoreState state;
    const auto valueOf = [header](std::string_view name) -> std::string_view {
        const std::string start = std::string(name) + "=\"";
        const auto at = header.find(start);
        if (at == std::string_view::npos)
            return {};
        const auto value = header.substr(at + start.size());
        return value.substr(0, value.find('"'));
    };
    const auto ongoing = valueOf("ongoing-request");
    state.wasAsked = !ongoing.empty();
    state.isOngoing = ongoing == "true";
    state.until = valueOf("expiry-date");
    return state;
}

std::span<const StorageClass> storageClasses()
{
    static constexpr std::array<StorageClass, 7> classes{{{"STANDARD", 0, false, false, false},
                                                          {"INTELLIGENT_TIERING", 0, false, false, false},
                                                          {"STANDARD_IA", 30, true, true, false},
                                                          {"ONEZONE_IA", 30, true, true, false},
                                                          {"GLACIER_IR", 90, true, true, false},
                                                          {"GLACIER", 90, false, true, true},
                                                          {"DEEP_ARCHIVE", 180, false, true, true}}};
    return classes;
}

std::span<const RestoreTier> restoreTiers(std::string_view storageClass)
{
    static constexpr std::array<RestoreTier, 3> flexible{
        {{"Standard", "3 to 5 hours"}, {"Expedited", "1 to 5 minutes"}, {"Bulk", "5 to 12 hours"}}};
    static constexpr std::array<RestoreTier, 2> deep{{{"Standard", "12 hours"}, {"Bulk", "48 hours"}}};
    if (storageClass == "GLACIER" || restoresForGood(storageClass))
        return flexible;
    return storageClass == "DEEP_ARCHIVE" ? std::span<const RestoreTier>(deep)
                                          : std::span<const RestoreTier>();
}

// ---- a change, written down -------------------------------------------------------------------------------

namespace {

constexpr std::array<std::string_view, 7> changeNames{"tags",       "tags of", "metadata", "restore",
                                                      "legal hold", "lock",    "acl"};

QString changeText(std::string_view utf8)
{
    return QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
}

QJsonObject objectOf(const std::map<std::string, std::string>& texts)
{
    QJsonObject object;
    for (const auto& [name, value] : texts)
        object.insert(changeText(name), changeText(value));
    return object;
}

std::map<std::string, std::string> textsOf(const QJsonObject& object)
{
    std::map<std::string, std::string> texts;
    for (auto each = object.begin(); each != object.end(); ++each)
        texts[each.key().toStdString()] = each.value().toString().toStdString();
    return texts;
}

} // namespace

std::string_view ObjectChange::operation() const
{
    switch (kind) {
    case Kind::Tags:
    case Kind::TagsOf:
        return "PutObjectTagging";
    case Kind::Metadata:
        return "CopyObject";
    case Kind::Restore:
        return "RestoreObject";
    case Kind::LegalHold:
        return "PutObjectLegalHold";
    case Kind::Retention:
        return "PutObjectRetention";
    case Kind::Acl:
        break;
    }
    return "PutObjectAcl";
}

std::string ObjectChange::text() const
{
    QJsonArray removed;
    for (const auto& name : remove)
        removed.append(changeText(name));
    const QJsonObject object{
        {QStringLiteral("kind"), changeText(changeNames.at(static_cast<std::size_t>(kind)))},
        {QStringLiteral("set"), objectOf(set)},
        {QStringLiteral("remove"), removed},
        {QStringLiteral("headers"), objectOf(headers)},
        {QStringLiteral("word"), changeText(word)},
        {QStringLiteral("days"), days},
        {QStringLiteral("tier"), changeText(tier)},
        {QStringLiteral("on"), isOn},
        {QStringLiteral("mode"), changeText(mode)},
        {QStringLiteral("until"), static_cast<qint64>(until)},
        {QStringLiteral("bypasses"), bypasses},
        {QStringLiteral("keepsAcl"), keepsAcl}};
    return QJsonDocument(object).toJson(QJsonDocument::Compact).toStdString();
}

std::optional<ObjectChange> ObjectChange::read(std::string_view text)
{
    const auto object =
        QJsonDocument::fromJson(QByteArray(text.data(), static_cast<qsizetype>(text.size()))).object();
    const std::string name = object[QLatin1String("kind")].toString().toStdString();
    const auto found = std::find(changeNames.begin(), changeNames.end(), name);
    if (found == changeNames.end())
        return std::nullopt;
    ObjectChange change;
    change.kind = static_cast<Kind>(found - changeNames.begin());
    change.set = textsOf(object[QLatin1String("set")].toObject());
    for (const auto& removed : object[QLatin1String("remove")].toArray())
        change.remove.insert(removed.toString().toStdString());
    change.headers = textsOf(object[QLatin1String("headers")].toObject());
    change.word = object[QLatin1String("word")].toString().toStdString();
    change.days = object[QLatin1String("days")].toInt();
    change.tier = object[QLatin1String("tier")].toString().toStdString();
    change.isOn = object[QLatin1String("on")].toBool();
    change.mode = object[QLatin1String("mode")].toString().toStdString();
    change.until = object[QLatin1String("until")].toInteger();
    change.bypasses = object[QLatin1String("bypasses")].toBool();
    change.keepsAcl = object[QLatin1String("keepsAcl")].toBool();
    return change;
}

std::string tagsText(const Tags& tags)
{
    std::string text;
    for (const auto& [key, value] : tags)
        text += (text.empty() ? "" : "&") + percentEncode(key) + '=' + percentEncode(value);
    return text;
}

Tags readTags(std::string_view text)
{
    Tags tags;
    while (!text.empty()) {
        const auto one = text.substr(0, text.find('&'));
        text.remove_prefix(std::min(text.size(), one.size() + 1));
        const auto equals = one.find('=');
        if (equals != std::string_view::npos)
            tags[percentDecode(one.substr(0, equals))] = percentDecode(one.substr(equals + 1));
    }
    return tags;
}

Tags objectTags(const Value& answer)
{
    Tags tags;
    for (const Value& tag : answer["TagSet"].items())
        tags[tag["Key"].text()] = tag["Value"].text();
    return tags;
}

// ---- making it --------------------------------------------------------------------------------------------

ObjectChanging::ObjectChanging(Client client, Order order)
    : m_client(std::move(client)),
      m_order(std::move(order)),
      m_result(makeError(ErrorKind::Cancelled, "Unfinished", "the change has not been made yet"))
{
}

ObjectChanging::~ObjectChanging() = default;

Value ObjectChanging::object() const
{
    Value params = Value::map({{"Bucket", m_order.bucket}, {"Key", m_order.key}});
    if (!m_order.version.empty())
        params.insert("VersionId", m_order.version);
    return params;
}

/// Goes on with the answer, unless it is an error.
void ObjectChanging::call(std::string_view operation, Value params,
                          void (ObjectChanging::*then)(const Value&))
{
    CallOptions options;
    options.cause = m_order.cause;
    options.target = m_order.key;
    m_reply = m_client.call(operation, std::move(params), std::move(options));
    connect(m_reply.get(), &Task::finished, this, [this, then] {
        const auto reply = std::move(m_reply);
        m_attempts = std::max(m_attempts, reply->attempts());
        if (reply->result())
            (this->*then)(*reply->result());
        else
            finish(reply->result().error());
    });
}

void ObjectChanging::start()
{
    const ObjectChange& change = m_order.change;
    Value params = object();
    switch (change.kind) {
    case ObjectChange::Kind::Tags:
        call("GetObjectTagging", std::move(params), &ObjectChanging::takeTags);
        return;
    case ObjectChange::Kind::TagsOf:
        putTags(m_order.tags);
        return;
    case ObjectChange::Kind::Metadata:
        call("HeadObject", std::move(params), &ObjectChanging::takeHead);
        return;
    case ObjectChange::Kind::Restore:
        restore();
        return;
    case ObjectChange::Kind::LegalHold:
        params.insert("LegalHold", Value::map({{"Status", change.isOn ? "ON" : "OFF"}}));
        break;
    case ObjectChange::Kind::Retention: {
        Value retention = Value::emptyMap();
        if (!change.mode.empty())
            retention = Value::map({{"Mode", change.mode}, {"RetainUntilDate", Timestamp{change.until, 0}}});
        params.insert("Retention", std::move(retention));
        if (change.bypasses)
            params.insert("BypassGovernanceRetention", true);
        break;
    }
    case ObjectChange::Kind::Acl:
        params.insert("ACL", change.word);
        break;
    }
    call(change.operation(), std::move(params), &ObjectChanging::done);
}

void ObjectChanging::takeTags(const Value& answer)
{
    const Tags before = objectTags(answer);
    Tags tags = before;
    for (const auto& key : m_order.change.remove)
        tags.erase(key);
    for (const auto& [key, value] : m_order.change.set)
        tags[key] = value;
    m_changed.before = before;
    if (tags == before) {
        m_changed.wasSo = true;
        finish(m_changed);
        return;
    }
    putTags(tags);
}

void ObjectChanging::putTags(const Tags& tags)
{
    if (const auto good = checkTags(tags); !good) {
        finish(good.error());
        return;
    }
    Value set = Value::emptyList();
    for (const auto& [key, value] : tags)
        set.append(Value::map({{"Key", key}, {"Value", value}}));
    Value params = object();
    params.insert("Tagging", Value::map({{"TagSet", std::move(set)}}));
    call("PutObjectTagging", std::move(params), &ObjectChanging::done);
}

/// A copy onto itself has what is sent along and nothing else: all that is there already is sent again.
void ObjectChanging::takeHead(const Value& head)
{
    if (head["MissingMeta"].toInt() > 0) {
        finish(
            badProperty("UnreadableMetadata",
                        "S3 has metadata of this object that no header can hold. A change would lose it."));
        return;
    }
    const std::string& storageClass = head["StorageClass"].text();
    const bool isArchived =
        storageClass == "GLACIER" || storageClass == "DEEP_ARCHIVE" || !head["ArchiveStatus"].text().empty();
    if (isArchived && !RestoreState::of(head["Restore"].text()).isReadable()) {
        finish(badProperty("Archived", "It is archived and has to be restored before it can be changed."));
        return;
    }
    if (!head["SSECustomerAlgorithm"].text().empty()) {
        finish(badProperty("CustomersKey", "It is encrypted with a key that is not known here."));
        return;
    }
    if (head["ContentLength"].toInt() > mostForOneCopy) {
        finish(badProperty("TooLarge", "It is larger than the 5 GiB that S3 copies at once."));
        return;
    }
    if (!m_order.etag.empty() && head["ETag"].text() != m_order.etag) {
        finish(makeError(ErrorKind::Service, "PreconditionFailed",
                         "The object was changed meanwhile and stays as it is."));
        return;
    }
    m_copy = Value::map({{"Bucket", m_order.bucket},
                         {"Key", m_order.key},
                         {"CopySource", Value::map({{"Bucket", m_order.bucket}, {"Key", m_order.key}})},
                         {"CopySourceIfMatch", head["ETag"]},
                         {"MetadataDirective", "REPLACE"},
                         {"TaggingDirective", "COPY"}});
    for (const char* name :
         {"ContentType", "ContentEncoding", "ContentLanguage", "ContentDisposition", "CacheControl",
          "Expires", "WebsiteRedirectLocation", "StorageClass", "ServerSideEncryption", "SSEKMSKeyId",
          "BucketKeyEnabled", "ObjectLockMode", "ObjectLockRetainUntilDate", "ObjectLockLegalHoldStatus"}) {
        if (!head[name].isNull())
            m_copy.insert(name, head[name]);
    }
    bool isChanged = false;
    for (const auto& [name, value] : m_order.change.headers) {
        isChanged = isChanged || head[name].text() != value;
        if (value.empty())
            m_copy.mutableMap().remove(name);
        else
            m_copy.insert(name, value);
    }
    std::map<std::string, std::string> metadata; // names come back in small letters
    for (const auto& [name, value] : head["Metadata"].members())
        metadata[name] = value.text();
    const auto before = metadata;
    for (const auto& name : m_order.change.remove)
        metadata.erase(ascii::lowered(name));
    for (const auto& [name, value] : m_order.change.set)
        metadata[ascii::lowered(name)] = encodedWords(value);
    if (!isChanged && metadata == before) {
        m_changed.wasSo = true;
        finish(m_changed);
        return;
    }
    if (const auto good = checkMetadata(metadata); !good) {
        finish(good.error());
        return;
    }
    Value texts = Value::emptyMap();
    for (const auto& [name, value] : metadata)
        texts.insert(name, value);
    m_copy.insert("Metadata", std::move(texts));
    if (m_order.change.keepsAcl)
        call("GetObjectAcl", object(), &ObjectChanging::takeAcl);
    else
        copyOnto();
}

/// What its owner alone has comes by itself.
void ObjectChanging::takeAcl(const Value& acl)
{
    const Value& grants = acl["Grants"];
    const std::string& owner = acl["Owner"]["ID"].text();
    const bool isOwners = grants.size() == 1 && grants[0]["Permission"].text() == "FULL_CONTROL" &&
                          grants[0]["Grantee"]["ID"].text() == owner;
    if (!isOwners && grants.size() > 0)
        m_grants = Value::map({{"Grants", grants}, {"Owner", acl["Owner"]}});
    copyOnto();
}

void ObjectChanging::copyOnto()
{
    call("CopyObject", std::move(m_copy), &ObjectChanging::takeCopy);
}

void ObjectChanging::takeCopy(const Value& answer)
{
    m_changed.version = answer["VersionId"].text();
    if (m_grants.isNull()) {
        finish(m_changed);
        return;
    }
    Value params = object();
    params.insert("AccessControlPolicy", std::move(m_grants));
    call("PutObjectAcl", std::move(params), &ObjectChanging::done);
}

void ObjectChanging::restore()
{
    const ObjectChange& change = m_order.change;
    Value request = Value::map({{"GlacierJobParameters", Value::map({{"Tier", change.tier}})}});
    if (!restoresForGood(m_order.storageClass))
        request.insert("Days", change.days);
    Value params = object();
    params.insert("RestoreRequest", std::move(request));
    call("RestoreObject", std::move(params), &ObjectChanging::done);
}

void ObjectChanging::done(const Value&)
{
    finish(m_changed);
}

void ObjectChanging::finish(Result<Changed> result)
{
    if (!result && result.error().code == "RestoreAlreadyInProgress") {
        m_changed.wasSo = true;
        result = m_changed;
    }
    m_result = std::move(result);
    end();
}

void ObjectChanging::cancel()
{
    if (isFinished())
        return;
    m_reply.reset();
    finish(makeError(ErrorKind::Cancelled, "Cancelled", "Cancelled; it may have been changed."));
}

void ObjectChanging::giveUp()
{
    m_reply.reset();
}

} // namespace inia
