#include "core/codegen/codegen.h"

#include "core/call/caller.h"
#include "core/codegen/codecall.h"
#include "core/codegen/commandcode.h"
#include "core/common/redaction.h"
#include "core/model/catalog.h"
#include "core/model/servicemodel.h"
#include "core/text/ascii.h"

#include <QtCore/QByteArrayView>
#include <QtCore/QUtf8StringView>

#include <algorithm>
#include <array>
#include <vector>

namespace inia::codegen {

namespace {

/// What curl, or its signature, puts in by itself.
constexpr std::array<std::string_view, 12> ownHeaders{
    "host",       "authorization",   "x-amz-date",     "x-amz-security-token",
    "user-agent", "accept-encoding", "content-length", "amz-sdk-invocation-id",
    "expect",     "amz-sdk-request", "connection",     "date"};
constexpr std::string_view hashHeader = "x-amz-content-sha256";
/// Of an argument; a longer body goes through a pipe.
constexpr qsizetype longestText = 100'000;

bool isOwn(std::string_view header)
{
    return std::find(ownHeaders.begin(), ownHeaders.end(), ascii::lowered(header)) != ownHeaders.end();
}

std::string_view schemeName(const SigningContext& signing)
{
    switch (signing.scheme) {
    case SigningScheme::None:
        return "none";
    case SigningScheme::SigV4:
        return signing.sessionTokenHeader == s3ExpressTokenHeader ? "v4-s3express" : "v4";
    case SigningScheme::SigV4a:
        return "v4a";
    case SigningScheme::SigV2:
        return "v2";
    case SigningScheme::SigV3:
        return "v3";
    case SigningScheme::S3HmacV1:
        return "s3";
    case SigningScheme::Bearer:
        break;
    }
    return "bearer";
}

bool hasOddCharacters(std::string_view path)
{
    constexpr std::string_view marks = "._~/-";
    return !std::all_of(path.begin(), path.end(), [&](char c) {
        return ascii::isLetterOrDigit(c) || marks.find(c) != std::string_view::npos;
    });
}

/// "//", "/./", "/../" anywhere or at the end.
bool hasOddSegments(std::string_view path)
{
    for (std::size_t begin = 1; begin <= path.size();) {
        const auto end = std::min(path.find('/', begin), path.size());
        const auto segment = path.substr(begin, end - begin);
        const bool isLast = end == path.size();
        if (segment == "." || segment == ".." || (segment.empty() && !isLast))
            return true;
        begin = end + 1;
    }
    return false;
}

Result<void> checkPath(std::string_view path)
{
    if (hasOddCharacters(path))
        return cannotBeExpressed("the path holds characters that curl does not escape again when it signs");
    if (hasOddSegments(path))
        return cannotBeExpressed(
            "the path holds empty or dot segments, which curl does not take out when it signs");
    return {};
}

Result<void> checkHeaders(const HttpHeaders& headers)
{
    for (const auto& [name, value] : headers) {
        if (value.find_first_of("\r\n") != std::string::npos)
            return cannotBeExpressed("a header holds a line break");
        const bool isPlain = std::all_of(value.begin(), value.end(),
                                         [](char c) { return c == '\t' || (c >= ' ' && c < '\x7F'); });
        if (!isPlain)
            return cannotBeExpressed("a header holds characters beyond ASCII, or control characters");
        if (!isOwn(name) && ascii::trimmed(value).empty())
            return cannotBeExpressed("a header is empty, which curl signs otherwise");
    }
    return {};
}

/// curl before 8.10 sorts names together with their values, so that "a:" comes behind "a-b:".
Result<void> checkOrder(const HttpHeaders& headers)
{
    std::vector<std::string> names;
    for (const auto& [name, value] : headers)
        names.push_back(ascii::lowered(name));
    for (const auto& name : names) {
        for (const auto& other : names) {
            if (!isOwn(other) && other.size() > name.size() && other.starts_with(name) &&
                other[name.size()] < ':')
                return cannotBeExpressed("curl sorts " + name + " and " + other +
                                         " the other way round when it signs");
        }
    }
    return {};
}

/// In order, since curl before 8.2 signs a query in the order it finds.
std::string withSortedQuery(std::string_view url)
{
    const auto mark = url.find('?');
    if (mark == std::string_view::npos)
        return std::string(url);
    std::vector<std::string> parameters;
    for (auto rest = url.substr(mark + 1);;) {
        const auto end = rest.find('&');
        std::string parameter(rest.substr(0, end));
        parameters.push_back(parameter.find('=') == std::string::npos ? parameter + '=' : parameter);
        if (end == std::string_view::npos)
            break;
        rest.remove_prefix(end + 1);
    }
    std::sort(parameters.begin(), parameters.end());
    std::string result(url.substr(0, mark));
    for (const auto& parameter : parameters)
        result.append(result.size() == mark ? "?" : "&").append(parameter);
    return result;
}

/// Words with a space in front of each; the first that cannot be one is the result.
class Line final {
public:
    void add(std::initializer_list<std::string_view> words)
    {
        for (const auto word : words) {
            const auto shown = shellWord(Shell::Posix, word);
            if (m_text && shown)
                *m_text += " " + *shown;
            else if (m_text)
                m_text = shown;
        }
    }
    /// As it stands there.
    void addCode(std::string_view code)
    {
        if (m_text)
            m_text->append(" ").append(code);
    }
    [[nodiscard]] const Result<std::string>& text() const { return m_text; }

private:
    Result<std::string> m_text = std::string();
};

} // namespace

Result<std::string> curlCode(const RequestDraft& draft, bool hasSessionToken)
{
    const auto& request = draft.request;
    const auto& signing = draft.signing;
    const bool isS3 = signing.service == "s3";
    if (const auto scheme = schemeName(signing); scheme != "v4")
        return cannotBeExpressed("curl signs with Signature Version 4 alone; this call wants " +
                                 std::string(scheme));
    if (request.bodySource || request.headers.contains("x-amz-trailer"))
        return cannotBeExpressed("the body is a stream");
    if (draft.hasSignedUrl)
        return cannotBeExpressed("the request holds an address that is signed itself");
    if (const auto possible = isS3 ? Result<void>() : checkPath(splitUrl(request.url).path); !possible)
        return possible.error();
    if (const auto possible = checkHeaders(request.headers); !possible)
        return possible.error();
    if (const auto possible = checkOrder(request.headers); !possible)
        return possible.error();

    Line line;
    line.add(
        {"-sS", "-g", "--path-as-is", "--aws-sigv4", "aws:amz:" + signing.region + ":" + signing.service});
    line.addCode("--user \"$AWS_ACCESS_KEY_ID:$AWS_SECRET_ACCESS_KEY\"");
    if (hasSessionToken)
        line.addCode("-H \"x-amz-security-token: $AWS_SESSION_TOKEN\"");
    if (request.method == "HEAD")
        line.add({"-I"});
    else
        line.add({"-X", request.method});
    for (const auto& [name, value] : request.headers) {
        if (!isOwn(name) && (isS3 || !equalsIgnoringCase(name, hashHeader)))
            line.add({"-H", name + ": " + value});
    }
    // Without one curl adds its own, which it cannot be kept from without spoiling its signature.
    if (!request.body.isEmpty() && !request.headers.contains("Content-Type"))
        line.add({"-H", request.body.startsWith('<') ? "Content-Type: application/xml"
                                                     : "Content-Type: binary/octet-stream"});
    const bool isText = !request.body.contains('\0') && request.body.size() <= longestText &&
                        QUtf8StringView(request.body.constData(), request.body.size()).isValidUtf8();
    if (!request.body.isEmpty() && isText)
        line.add({"--data-raw", {request.body.constData(), static_cast<std::size_t>(request.body.size())}});
    else if (!request.body.isEmpty())
        line.add({"--data-binary", "@-"});
    line.add({withSortedQuery(request.url)});
    if (!line.text())
        return line.text();
    const std::string pipe = request.body.isEmpty() || isText
                                 ? ""
                                 : "printf %s " + request.body.toBase64().toStdString() + " | base64 -d | ";
    return pipe + "curl" + *line.text();
}

namespace {

constexpr std::array<std::string_view, allLanguages.size()> names{"cli", "powershell", "boto3", "curl",
                                                                  "cpp"};

bool isUtf8(std::string_view text)
{
    return QUtf8StringView(text.data(), static_cast<qsizetype>(text.size())).isValidUtf8();
}

bool holdsOnlyText(const Value& value)
{
    const auto& items = value.items();
    const auto& members = value.members();
    return isUtf8(value.text()) && std::all_of(items.begin(), items.end(), holdsOnlyText) &&
           std::all_of(members.begin(), members.end(), [](const ValueMap::Entry& member) {
               return isUtf8(member.first) && holdsOnlyText(member.second);
           });
}

bool holdsFile(const Value& value, const Shape& shape)
{
    if (filePath(value, shape))
        return true;
    for (const auto& [name, member] : value.members()) {
        const Shape inner = shape.type() == ShapeType::Map         ? shape.value()
                            : shape.type() == ShapeType::Structure ? shape.member(name)
                                                                   : Shape();
        if (holdsFile(member, inner))
            return true;
    }
    const Shape element = shape.type() == ShapeType::List ? shape.element() : Shape();
    return std::any_of(value.items().begin(), value.items().end(),
                       [&element](const Value& item) { return holdsFile(item, element); });
}

/// Where a page begins is the tool's to say. The CLI stops after the first one as well when it is told how
/// long a page is by the service's own word for it.
Result<void> preparePages(Language language, const Catalog& catalog, CodeCall& call)
{
    const auto document = catalog.paginators(call.operation.service().name());
    const auto pages = document ? PaginatorModel::fromDocument(**document, call.operation.name())
                                : Result<PaginatorModel>(document.error());
    if (!pages)
        return cannotBeExpressed(std::string(call.operation.name()) + " has no pages");
    auto& members = call.params.mutableMap();
    for (const auto& token : pages->inputTokens)
        members.remove(token);
    const bool isCommand = language == Language::Cli || language == Language::PowerShell;
    if (const auto* limit = members.find(pages->limitKey); isCommand && limit && limit->isInt()) {
        call.pageSize = limit->toInt();
        members.remove(pages->limitKey);
    }
    return {};
}

/// What the model says is wrong is said of the parameters themselves; stand-ins may be too short.
Result<RequestDraft> draftOf(const CodeContext& context, const CodeCall& call, const HiddenParams& hidden)
{
    const Caller& caller = *context.caller;
    if (context.isAsSent && hidden.hasSecrets) // and was good enough
        return draftRequest(caller, call.operation.name(), hidden.sendable, DraftParameters::AsTheyAre);
    auto draft = draftRequest(caller, call.operation.name(), call.params);
    return draft && hidden.hasSecrets
               ? draftRequest(caller, call.operation.name(), hidden.sendable, DraftParameters::AsTheyAre)
               : draft;
}

} // namespace

std::string_view languageName(Language language)
{
    return names[static_cast<std::size_t>(language)];
}

std::optional<Language> languageFromName(std::string_view name)
{
    const auto found = std::find(names.begin(), names.end(), name);
    return found == names.end()
               ? std::nullopt
               : std::optional(allLanguages[static_cast<std::size_t>(found - names.begin())]);
}

Result<std::string> writeCode(Language language, CodeCall call, const CodeContext& context)
{
    if (call.operation.streamsBothWays())
        return twoWayStream(call.operation);
    const Shape input = call.operation.input();
    if (context.isAsSent)
        call.params = fromRecording(call.params);
    call.params = toldParams(input, call.params.isNull() ? Value::emptyMap() : call.params);
    if (!holdsOnlyText(call.params))
        return cannotBeExpressed("a text is no UTF-8");
    if (call.endpointUrl)
        call.endpointUrl = redactUrl(*call.endpointUrl);
    if (call.allPages) {
        if (const auto paged = preparePages(language, *context.catalog, call); !paged)
            return paged.error();
    }
    if (context.isAsSent && language != Language::Curl) {
        for (const auto token : call.operation.idempotencyTokens())
            call.params.mutableMap().remove(token);
    }
    const auto hidden = withoutSecrets(call.operation, call.params);
    if (language == Language::Curl) {
        if (holdsFile(call.params, input))
            return cannotBeExpressed("the body is a stream");
        if (context.caller == nullptr)
            return cannotBeExpressed("curl needs the address of the service");
        const auto draft = draftOf(context, call, hidden);
        return draft ? curlCode(*draft, context.hasSessionToken) : draft.error();
    }
    call.params = hidden.shown;
    switch (language) {
    case Language::Cli:
    case Language::PowerShell:
        return commandCode(language == Language::Cli ? Shell::Posix : Shell::PowerShell, call,
                           context.catalog->summary(call.operation.service().name())["commandLine"]);
    case Language::Boto3:
        return boto3Code(call);
    default:
        return cppCode(call);
    }
}

std::string codeNotice(Language language, const OperationModel& operation, const Catalog& catalog)
{
    const auto& service = operation.service().name();
    const auto version = catalog.summary(service)["commandLine"]["unknown"].text();
    const bool isCommand = language == Language::Cli || language == Language::PowerShell;
    return !isCommand || version.empty()
               ? std::string()
               : "AWS CLI " + std::string(version) + " does not know " + service + " yet; a newer one may";
}

} // namespace inia::codegen
