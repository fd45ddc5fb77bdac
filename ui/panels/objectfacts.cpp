#include "ui/panels/objectfacts.h"

#include "core/http/fieldtext.h"
#include "ui/delegates/format.h"
#include "ui/models/displaytext.h"
#include "ui/models/objectpresentation.h"

#include <QtCore/QCoreApplication>

namespace inia::ui {

namespace {

class ObjectFactsTexts {
    Q_DECLARE_TR_FUNCTIONS(ObjectFacts)
};

constexpr qint64 msPerSecond = 1000;
constexpr qint64 nsPerMs = 1'000'000;

qint64 milliseconds(const Timestamp& time)
{
    return time.seconds * msPerSecond + time.nanoseconds / nsPerMs;
}

void addText(KeyValueSection& section, const QString& key, const std::string& text, bool mono = false)
{
    if (text.empty())
        return;
    KeyValue row;
    row.key = key;
    row.value = toOneLine(text);
    row.exact = row.value;
    row.mono = mono;
    if (mono)
        row.copy = toQString(text);
    section.rows.push_back(std::move(row));
}

void addTime(KeyValueSection& section, const QString& key, const Value& time)
{
    if (!time.isTime())
        return;
    KeyValue row;
    row.key = key;
    row.value = exactDateText(milliseconds(time.time()));
    row.exact = row.value;
    section.rows.push_back(std::move(row));
}

void addSize(KeyValueSection& section, const Value& length)
{
    if (!length.isInt())
        return;
    KeyValue row;
    row.key = ObjectFactsTexts::tr("Size");
    const qint64 bytes = length.toInt();
    // Below 1 KB the human figure is the exact one.
    row.value = bytes < 1024 ? exactSizeText(bytes)
                             : QStringLiteral("%1  (%2)").arg(sizeText(bytes), exactSizeText(bytes));
    row.exact = exactSizeText(bytes);
    section.rows.push_back(std::move(row));
}

// The quotes belong to the header's syntax, not to the tag.
std::string withoutQuotes(const std::string& etag)
{
    const bool quoted = etag.size() >= 2 && etag.front() == '"' && etag.back() == '"';
    return quoted ? etag.substr(1, etag.size() - 2) : etag;
}

std::string typeText(const Value& head)
{
    const std::string& encoding = head["ContentEncoding"].text();
    const std::string& type = head["ContentType"].text();
    return encoding.empty() ? type : type + ", " + encoding;
}

std::string encryptionText(const Value& head)
{
    const std::string& method = head["ServerSideEncryption"].text();
    if (method == "AES256")
        return "SSE-S3";
    if (method == "aws:kms")
        return "SSE-KMS";
    if (method == "aws:kms:dsse")
        return "DSSE-KMS";
    if (!head["SSECustomerAlgorithm"].text().empty())
        return "SSE-C";
    return method;
}

KeyValueSection objectSection(const Value& head)
{
    KeyValueSection section;
    section.title = ObjectFactsTexts::tr("Object");
    addSize(section, head["ContentLength"]);
    addText(section, ObjectFactsTexts::tr("Type"), typeText(head));
    addTime(section, ObjectFactsTexts::tr("Modified"), head["LastModified"]);
    // The service leaves the class out when it is the standard one.
    const std::string& storage = head["StorageClass"].text();
    addText(section, ObjectFactsTexts::tr("Storage class"),
            storageClassText(storage.empty() ? "STANDARD" : storage).toStdString());
    addText(section, ObjectFactsTexts::tr("Encryption"), encryptionText(head));
    addText(section, ObjectFactsTexts::tr("KMS key"), head["SSEKMSKeyId"].text(), true);
    addText(section, ObjectFactsTexts::tr("ETag"), withoutQuotes(head["ETag"].text()), true);
    addText(section, ObjectFactsTexts::tr("Version"), head["VersionId"].text(), true);
    addText(section, ObjectFactsTexts::tr("Restore"), head["Restore"].text());
    addText(section, ObjectFactsTexts::tr("Replication"), head["ReplicationStatus"].text());
    addText(section, ObjectFactsTexts::tr("Object lock"), head["ObjectLockMode"].text());
    return section;
}

KeyValueSection deliverySection(const Value& head)
{
    KeyValueSection section;
    section.title = ObjectFactsTexts::tr("Served with");
    addText(section, QStringLiteral("Cache-Control"), head["CacheControl"].text());
    addText(section, QStringLiteral("Disposition"), head["ContentDisposition"].text());
    addText(section, QStringLiteral("Language"), head["ContentLanguage"].text());
    addText(section, QStringLiteral("Redirect"), head["WebsiteRedirectLocation"].text());
    return section;
}

KeyValueSection metadataSection(const Value& head)
{
    KeyValueSection section;
    section.title = ObjectFactsTexts::tr("Metadata");
    for (const auto& [name, value] : head["Metadata"].members()) {
        const std::string text = decodedWords(value.text());
        KeyValue row;
        row.key = toOneLine(name);
        row.value = toOneLine(text);
        row.exact = row.value;
        row.copy = toQString(text);
        section.rows.push_back(std::move(row));
    }
    return section;
}

} // namespace

std::vector<KeyValueSection> objectSections(const Value& head)
{
    std::vector<KeyValueSection> sections;
    for (auto&& section : {objectSection(head), deliverySection(head), metadataSection(head)}) {
        if (!section.rows.empty())
            sections.push_back(section);
    }
    return sections;
}

} // namespace inia::ui
