#include "core/objects/objectedit.h"

#include "core/call/requestsigner.h"
#include "core/formats/compressed.h"
#include "core/formats/format.h"
#include "core/http/textencoding.h"
#include "core/http/transport.h"
#include "core/policy/s3servers.h"
#include "core/transfer/objectproof.h"

#include <QtCore/QStringEncoder>

#include <algorithm>
#include <array>
#include <utility>

namespace inia {

namespace {

Error changedMeanwhile()
{
    return makeError(ErrorKind::Service, "ChangedMeanwhile", "The object has been changed meanwhile.");
}

Error goneMeanwhile()
{
    return makeError(ErrorKind::Service, "GoneMeanwhile", "The object has been deleted meanwhile.");
}

Error tooLarge(std::int64_t most)
{
    return makeError(ErrorKind::Unsupported, "TooLarge",
                     "It has more than " + std::to_string(most >> 20) +
                         " MiB, which is too much to be edited as a text.");
}

Error cancelledEdit()
{
    return makeError(ErrorKind::Cancelled, "Cancelled", "Cancelled.");
}

// ---- texts ------------------------------------------------------------------------------------------------

QStringEncoder encoderOf(const std::string& encoding)
{
    QStringEncoder encoder(encoding.c_str());
    // As TextDecoder reads what nobody knows.
    return encoder.isValid() ? std::move(encoder) : QStringEncoder(QStringEncoder::Latin1);
}

std::string markOf(const std::string& encoding)
{
    if (!encoding.starts_with("UTF"))
        return {};
    auto encoder = encoderOf(encoding);
    const QByteArray mark = encoder(QString(QChar(QChar::ByteOrderMark)));
    return mark.toStdString();
}

std::string withLineEnds(std::string_view text, std::string_view end)
{
    std::string result;
    result.reserve(text.size());
    for (const char c : text) {
        if (c == '\n')
            result += end;
        else
            result += c;
    }
    return result;
}

/// Whatever they are.
std::string withoutLineEnds(std::string_view text)
{
    std::string result;
    result.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '\r') {
            result += text[i];
            continue;
        }
        result += '\n';
        if (i + 1 < text.size() && text[i + 1] == '\n')
            ++i;
    }
    return result;
}

Result<std::string> unpackedText(std::string_view bytes, bool* isPacked)
{
    *isPacked = compressionOf(bytes) != Compression::None;
    if (!*isPacked)
        return std::string(bytes);
    UnpackLimits limits;
    limits.output = EditableText::mostBytes;
    Unpacker unpacker(limits);
    std::string out;
    if (const auto done = unpacker.add(bytes, out); !done)
        return done.error().code == "OutputLimit" ? tooLarge(EditableText::mostBytes) : done.error();
    if (unpacker.layers() != std::vector{Compression::Gzip} || !unpacker.isAtEnd())
        return makeError(ErrorKind::Unsupported, "NotText",
                         "It is packed in a way in which it cannot be packed again here.");
    return out;
}

} // namespace

Result<EditableText> EditableText::read(std::string_view bytes, std::string_view contentType,
                                        std::string encoding)
{
    if (static_cast<std::int64_t>(bytes.size()) > mostBytes)
        return tooLarge(mostBytes);
    EditableText result;
    const auto plain = unpackedText(bytes, &result.isPacked);
    if (!plain)
        return plain.error();
    if (encoding.empty() && !plain->empty())
        encoding = encodingOf(*plain, contentType);
    else if (encoding.empty())
        encoding = "UTF-8";
    if (encoding.empty())
        return makeError(ErrorKind::Unsupported, "NotText", "It is no text.");
    result.encoding = std::move(encoding);
    if (const auto mark = markOf(result.encoding); !mark.empty() && plain->starts_with(mark))
        result.mark = mark;
    TextDecoder decoder(result.encoding);
    const std::string decoded = decoder.decode(*plain);
    const std::string_view ends = decoder.lineEnds().name();
    result.lineEnd = ends == "CRLF" ? "\r\n" : ends == "CR" ? "\r" : "\n";
    result.text = withoutLineEnds(decoded);
    if (decoder.unreadable() > 0)
        result.obstacle =
            std::to_string(decoder.unreadable()) + " places cannot be read as " + result.encoding + ".";
    else if (ends == "mixed")
        result.obstacle = "Its lines end in different ways.";
    EditableText unpacked = result;
    unpacked.isPacked = false;
    const auto again = unpacked.write(result.text);
    if (result.obstacle.empty() && (!again || again->toStdString() != *plain))
        result.obstacle = "It cannot be written again as it is, in " + result.encoding + ".";
    return result;
}

Result<QByteArray> EditableText::write(std::string_view text) const
{
    auto encoder = encoderOf(encoding);
    const std::string lines = withLineEnds(text, lineEnd);
    QByteArray bytes = encoder(QString::fromUtf8(lines.data(), static_cast<qsizetype>(lines.size())));
    if (encoder.hasError())
        return makeError(ErrorKind::Parameter, "BadCharacter",
                         "The text has characters that " + encoding + " lacks.");
    bytes.prepend(QByteArray::fromStdString(mark));
    return isPacked ? gzip(bytes) : bytes;
}

// ---- lines ------------------------------------------------------------------------------------------------

std::vector<std::string_view> linesOf(std::string_view text)
{
    std::vector<std::string_view> lines;
    while (true) {
        const auto end = text.find('\n');
        lines.push_back(text.substr(0, end));
        if (end == std::string_view::npos)
            return lines;
        text.remove_prefix(end + 1);
    }
}

namespace {

using Lines = std::vector<std::string_view>;

/// Beyond so many lines that come or go one change is made of all that lies between.
constexpr int mostSteps = 1500;

/// By Myers' greedy algorithm: the farthest places reached on each diagonal, step by step, and the way back
/// through them. Pairs of equal lines, in order; nothing when it takes too many steps.
std::optional<std::vector<std::pair<int, int>>> equalLines(const Lines& before, const Lines& after, int start,
                                                           int beforeEnd, int afterEnd)
{
    const int width = beforeEnd - start;
    const int height = afterEnd - start;
    const int most = std::min(width + height, mostSteps);
    std::vector<std::vector<int>> reached; // of each step, diagonals from -step to step
    const auto at = [&reached](int step, int diagonal) {
        return std::abs(diagonal) > step ? -1 : reached[std::size_t(step)][std::size_t(diagonal + step)];
    };
    // Down a line of `after`, or along one of `before`.
    const auto isDown = [&at](int step, int diagonal) {
        return diagonal == -step ||
               (diagonal != step && at(step - 1, diagonal - 1) < at(step - 1, diagonal + 1));
    };
    const auto begin = [&](int step, int diagonal) {
        if (step == 0)
            return 0;
        return isDown(step, diagonal) ? at(step - 1, diagonal + 1) : at(step - 1, diagonal - 1) + 1;
    };
    const auto same = [&](int x, int y) {
        return before[std::size_t(start + x)] == after[std::size_t(start + y)];
    };
    int steps = -1;
    for (int step = 0; step <= most && steps < 0; ++step) {
        reached.emplace_back(std::size_t(2 * step + 1), -1);
        for (int diagonal = -step; diagonal <= step; diagonal += 2) {
            int x = begin(step, diagonal);
            while (x < width && x - diagonal >= 0 && x - diagonal < height && same(x, x - diagonal))
                ++x;
            reached.back()[std::size_t(diagonal + step)] = x;
            if (x >= width && x - diagonal >= height)
                steps = step;
        }
    }
    if (steps < 0)
        return std::nullopt;
    std::vector<std::pair<int, int>> pairs;
    int diagonal = width - height;
    int x = width;
    for (int step = steps; step >= 0; --step) {
        for (const int from = begin(step, diagonal); x > from; --x)
            pairs.emplace_back(start + x - 1, start + x - 1 - diagonal);
        if (step > 0) {
            diagonal += isDown(step, diagonal) ? 1 : -1;
            x = at(step - 1, diagonal);
        }
    }
    std::reverse(pairs.begin(), pairs.end());
    return pairs;
}

} // namespace

std::vector<LineChange> lineChanges(const Lines& before, const Lines& after)
{
    const int shorter = static_cast<int>(std::min(before.size(), after.size()));
    int start = 0;
    while (start < shorter && before[std::size_t(start)] == after[std::size_t(start)])
        ++start;
    int beforeEnd = static_cast<int>(before.size());
    int afterEnd = static_cast<int>(after.size());
    while (beforeEnd > start && afterEnd > start &&
           before[std::size_t(beforeEnd - 1)] == after[std::size_t(afterEnd - 1)]) {
        --beforeEnd;
        --afterEnd;
    }
    auto pairs =
        equalLines(before, after, start, beforeEnd, afterEnd).value_or(std::vector<std::pair<int, int>>());
    pairs.emplace_back(beforeEnd, afterEnd);
    std::vector<LineChange> changes;
    int x = start;
    int y = start;
    for (const auto& [nextX, nextY] : pairs) {
        if (nextX > x || nextY > y)
            changes.push_back(
                {std::size_t(x), std::size_t(nextX - x), std::size_t(y), std::size_t(nextY - y)});
        x = nextX + 1;
        y = nextY + 1;
    }
    return changes;
}

std::optional<std::string> mergeLines(std::string_view base, std::string_view mine, std::string_view theirs)
{
    const Lines from = linesOf(base);
    const Lines ours = linesOf(mine);
    const Lines others = linesOf(theirs);
    const auto left = lineChanges(from, ours);
    const auto right = lineChanges(from, others);
    Lines merged;
    std::size_t next = 0; // of `from`
    const auto take = [&](const LineChange& change, const Lines& lines) {
        merged.insert(merged.end(), from.begin() + std::ptrdiff_t(next),
                      from.begin() + std::ptrdiff_t(change.first));
        const auto added = lines.begin() + std::ptrdiff_t(change.otherFirst);
        merged.insert(merged.end(), added, added + std::ptrdiff_t(change.added));
        next = change.first + change.removed;
    };
    std::size_t i = 0;
    std::size_t j = 0;
    while (i < left.size() || j < right.size()) {
        const LineChange a = i < left.size() ? left[i] : LineChange{from.size() + 2, 0, 0, 0};
        const LineChange b = j < right.size() ? right[j] : LineChange{from.size() + 2, 0, 0, 0};
        if (a.first + a.removed < b.first) {
            take(left[i++], ours);
        } else if (b.first + b.removed < a.first) {
            take(right[j++], others);
        } else {
            const bool isSame = a.first == b.first && a.removed == b.removed && a.added == b.added &&
                                std::equal(ours.begin() + std::ptrdiff_t(a.otherFirst),
                                           ours.begin() + std::ptrdiff_t(a.otherFirst + a.added),
                                           others.begin() + std::ptrdiff_t(b.otherFirst));
            if (!isSame)
                return std::nullopt;
            take(a, ours);
            ++i;
            ++j;
        }
    }
    merged.insert(merged.end(), from.begin() + std::ptrdiff_t(next), from.end());
    std::string text;
    for (std::size_t line = 0; line < merged.size(); ++line) {
        if (line > 0)
            text += '\n';
        text += merged[line];
    }
    return text;
}

// ---- reading ----------------------------------------------------------------------------------------------

Result<Value> resentFrom(const Value& answer)
{
    constexpr std::array same{"CacheControl",     "ContentDisposition",
                              "ContentEncoding",  "ContentLanguage",
                              "ContentType",      "Expires",
                              "Metadata",         "StorageClass",
                              "BucketKeyEnabled", "WebsiteRedirectLocation",
                              "SSEKMSKeyId",      "ServerSideEncryption"};
    constexpr std::array checksums{"CRC64NVME", "CRC32", "CRC32C", "SHA1", "SHA256"};
    if (answer["MissingMeta"].toInt() > 0)
        return makeError(ErrorKind::Unsupported, "MissingMetadata",
                         "The object has metadata that no header can hold, which would be lost.");
    if (answer["Expires"].isNull() && !answer["ExpiresString"].text().empty())
        return makeError(ErrorKind::Unsupported, "BadExpires",
                         "The object's header Expires is no date, which would be lost: " +
                             answer["ExpiresString"].text());
    Value params = Value::emptyMap();
    for (const char* name : same) {
        const Value& value = answer[name];
        if (!value.isNull() && !(value.isMap() && value.size() == 0))
            params.insert(name, value);
    }
    for (const char* name : checksums) {
        if (!answer[std::string("Checksum") + name].text().empty()) {
            params.insert("ChecksumAlgorithm", name);
            break;
        }
    }
    return params;
}

class ObjectRead::Sink final : public BodySink {
public:
    explicit Sink(std::int64_t most) : m_most(most) {}

    [[nodiscard]] bool begin(const HttpResponse& head) override
    {
        if (!BodySink::begin(head))
            return false;
        m_announced =
            QByteArray::fromStdString(std::string(head.headers.value("Content-Length"))).toLongLong();
        return true;
    }
    [[nodiscard]] Result<std::size_t> write(std::string_view bytes) override
    {
        if (m_announced > m_most || m_bytes.size() + static_cast<qsizetype>(bytes.size()) > m_most)
            return tooLarge(m_most);
        m_bytes.append(bytes.data(), static_cast<qsizetype>(bytes.size()));
        return bytes.size();
    }
    [[nodiscard]] const QByteArray& bytes() const { return m_bytes; }

private:
    std::int64_t m_most;
    std::int64_t m_announced = 0;
    QByteArray m_bytes;
};

ObjectRead::ObjectRead(Client client, std::string bucket, std::string key, std::int64_t most,
                       std::string cause, std::string version)
    : m_client(std::move(client)),
      m_params(Value::map({{"Bucket", std::move(bucket)}, {"Key", std::move(key)}})),
      m_most(most),
      m_cause(std::move(cause)),
      m_sink(std::make_shared<Sink>(most)),
      m_result(cancelledEdit())
{
    if (!version.empty())
        m_params.insert("VersionId", std::move(version));
}

ObjectRead::~ObjectRead() = default;

void ObjectRead::start()
{
    CallOptions options;
    options.cause = m_cause;
    options.target = m_params["Key"].text();
    options.bodySink = m_sink;
    m_reply = m_client.call("GetObject", m_params, std::move(options));
    m_callId = m_reply->callId();
    connect(m_reply.get(), &Task::finished, this, [this] {
        const auto& answer = m_reply->result();
        if (answer)
            finish(Content{m_sink->bytes(), *answer});
        else
            finish(answer.error());
    });
}

void ObjectRead::cancel()
{
    if (!isFinished())
        finish(cancelledEdit());
}

void ObjectRead::finish(Result<Content> result)
{
    m_result = std::move(result);
    m_reply.reset();
    end();
}

// ---- saving -----------------------------------------------------------------------------------------------

namespace {

/// How often a write that met another one is tried once more.
constexpr int mostWrites = 3;

/// Whether somebody else than the owner was given something.
bool isOpened(const Value& acl)
{
    const auto& grants = acl["Grants"].items();
    return std::any_of(grants.begin(), grants.end(), [&acl](const Value& grant) {
        return grant["Grantee"]["ID"].text().empty() || grant["Grantee"]["ID"] != acl["Owner"]["ID"];
    });
}

std::string taggingHeader(const Value& tags)
{
    std::string text;
    for (const Value& tag : tags.items()) {
        text += text.empty() ? "" : "&";
        text += percentEncode(tag["Key"].text()) + '=' + percentEncode(tag["Value"].text());
    }
    return text;
}

} // namespace

ObjectSave::ObjectSave(Client client, Order order)
    : m_client(std::move(client)), m_order(std::move(order)), m_result(cancelledEdit())
{
}

ObjectSave::~ObjectSave() = default;

bool ObjectSave::isAtomic(const Client& client, bool isNew)
{
    const auto operation = client.model().operation("PutObject");
    return client.server() == nullptr ||
           client.server()->honours(operation, isNew ? "IfNoneMatch" : "IfMatch");
}

void ObjectSave::start()
{
    auto params = resentFrom(m_order.like);
    if (!params) {
        finish(params.error());
        return;
    }
    m_params = std::move(params).value();
    m_params.insert("Bucket", m_order.bucket);
    m_params.insert("Key", m_order.key);
    m_params.insert("Body", m_order.bytes);
    askTags();
}

void ObjectSave::ask(std::string_view operation, Value params, Answered answered)
{
    CallOptions options;
    options.cause = m_order.cause;
    options.target = m_order.key;
    m_reply = m_client.call(operation, std::move(params), std::move(options));
    m_callId = m_reply->callId();
    connect(m_reply.get(), &Task::finished, this, [this, answered = std::move(answered)] {
        const ReplyPtr reply = std::move(m_reply);
        answered(reply->result());
    });
}

void ObjectSave::askTags()
{
    if (m_order.like["TagCount"].toInt() == 0) {
        askAcl();
        return;
    }
    ask("GetObjectTagging", Value::map({{"Bucket", m_order.bucket}, {"Key", m_order.tagsOf}}),
        [this](const Result<Value>& answer) {
            // What was deleted meanwhile has none any more, and is written anew all the same.
            const bool isGone = !answer && m_order.etag.empty() && answer.error().code == "NoSuchKey";
            if (!answer && !isGone) {
                finish(answer.error());
                return;
            }
            if (answer)
                m_params.insert("Tagging", taggingHeader((*answer)["TagSet"]));
            askAcl();
        });
}

void ObjectSave::askAcl()
{
    if (!m_order.keepsAcl) {
        look();
        return;
    }
    ask("GetObjectAcl", Value::map({{"Bucket", m_order.bucket}, {"Key", m_order.tagsOf}}),
        [this](const Result<Value>& answer) {
            if (!answer) {
                finish(answer.error());
                return;
            }
            if (isOpened(*answer))
                m_acl = Value::map({{"Grants", (*answer)["Grants"]}, {"Owner", (*answer)["Owner"]}});
            look();
        });
}

/// Only where the condition would be passed over.
void ObjectSave::look()
{
    const bool isNew = m_order.etag.empty();
    if (isAtomic(m_client, isNew) && !isWeakETag(m_order.etag)) {
        if (isNew)
            m_params.insert("IfNoneMatch", "*");
        else
            m_params.insert("IfMatch", m_order.etag);
        put();
        return;
    }
    ask("HeadObject", Value::map({{"Bucket", m_order.bucket}, {"Key", m_order.key}}),
        [this, isNew](const Result<Value>& answer) {
            if (!answer && answer.error().httpStatus != 404)
                finish(answer.error());
            else if (!answer && !isNew)
                finish(goneMeanwhile());
            else if (answer && (isNew || !isSameETag((*answer)["ETag"].text(), m_order.etag)))
                finish(changedMeanwhile());
            else
                put();
        });
}

void ObjectSave::put()
{
    ++m_tries;
    ask("PutObject", m_params, [this](const Result<Value>& answer) { stored(answer); });
}

void ObjectSave::stored(const Result<Value>& answer)
{
    if (answer) {
        Saved saved{(*answer)["ETag"].text(), (*answer)["VersionId"].text(), {}};
        if (m_acl.isNull())
            finish(std::move(saved));
        else
            putAcl(std::move(saved));
        return;
    }
    const Error& error = answer.error();
    const bool isConditional = m_params.contains("IfMatch") || m_params.contains("IfNoneMatch");
    if (error.code == "ConditionalRequestConflict")
        lookAgain();
    else if (error.httpStatus == 412)
        finish(changedMeanwhile());
    else if (isConditional && !m_order.etag.empty() && error.code == "NoSuchKey")
        finish(goneMeanwhile());
    else
        finish(error);
}

/// Another write was under way at the same time: it may have failed.
void ObjectSave::lookAgain()
{
    ask("HeadObject", Value::map({{"Bucket", m_order.bucket}, {"Key", m_order.key}}),
        [this](const Result<Value>& answer) {
            const bool isThere = answer.ok();
            const bool isAsBefore = isThere ? isSameETag((*answer)["ETag"].text(), m_order.etag)
                                            : answer.error().httpStatus == 404 && m_order.etag.empty();
            if (!isThere && answer.error().httpStatus != 404)
                finish(answer.error());
            else if (isAsBefore && m_tries < mostWrites)
                put();
            else if (!isThere && !m_order.etag.empty())
                finish(goneMeanwhile());
            else
                finish(changedMeanwhile());
        });
}

void ObjectSave::putAcl(Saved saved)
{
    ask("PutObjectAcl",
        Value::map({{"Bucket", m_order.bucket}, {"Key", m_order.key}, {"AccessControlPolicy", m_acl}}),
        [this, saved = std::move(saved)](const Result<Value>& answer) {
            Saved all = saved;
            if (!answer)
                all.aclFailure = answer.error();
            finish(std::move(all));
        });
}

void ObjectSave::cancel()
{
    if (!isFinished())
        finish(cancelledEdit());
}

void ObjectSave::finish(Result<Saved> result)
{
    m_result = std::move(result);
    m_reply.reset();
    end();
}

} // namespace inia
