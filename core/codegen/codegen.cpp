#include "core/codegen/codegen.h"

#include "core/call/caller.h"
#include "core/call/requestdraft.h"
#include "core/codegen/commandcode.h"
#include "core/codegen/curlcode.h"
#include "core/codegen/programcode.h"
#include "core/common/redaction.h"
#include "core/model/catalog.h"
#include "core/model/operationerrors.h"
#include "core/model/paginatormodel.h"
#include "core/model/servicemodel.h"

#include <QtCore/QUtf8StringView>

#include <algorithm>

namespace inia::codegen {

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
