#include "core/model/operationeffect.h"

#include "core/model/operationmodel.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace inia {

namespace {

// English verbs as AWS uses them, not names of operations.
constexpr std::array destructiveVerbs{"abort",   "delete", "deregister", "destroy",   "discard",
                                      "drop",    "erase",  "forget",     "purge",     "reject",
                                      "release", "remove", "revoke",     "terminate", "unsubscribe"};
constexpr std::array readingVerbs{"check",  "count",  "decode",   "describe", "discover", "estimate", "get",
                                  "head",   "list",   "lookup",   "preview",  "query",    "retrieve", "scan",
                                  "search", "select", "simulate", "validate", "view"};

template <typename Words>
bool contains(const Words& words, std::string_view verb)
{
    return std::any_of(words.begin(), words.end(), [verb](std::string_view word) {
        return std::equal(word.begin(), word.end(), verb.begin(), verb.end(),
                          [](char a, char b) { return a == std::tolower(static_cast<unsigned char>(b)); });
    });
}

std::string_view firstWord(std::string_view name)
{
    const auto end = std::find_if(name.begin() + (name.empty() ? 0 : 1), name.end(),
                                  [](unsigned char c) { return std::isupper(c) != 0; });
    return name.substr(0, static_cast<std::size_t>(end - name.begin()));
}

std::string_view verbOf(std::string_view name)
{
    const auto first = firstWord(name);
    return first == "Batch" ? firstWord(name.substr(first.size())) : first;
}

} // namespace

bool isDestructiveVerb(std::string_view verb)
{
    return contains(destructiveVerbs, verb);
}

EffectVerdict effectOf(const OperationModel& operation)
{
    const auto verb = verbOf(operation.name());
    const auto method = operation.httpMethod();
    const auto byName = [verb](Effect effect) {
        return EffectVerdict{effect, "the name's verb is " + std::string(verb)};
    };
    const auto byMethod = [method](Effect effect) {
        return EffectVerdict{effect, "the HTTP method is " + std::string(method)};
    };
    if (isDestructiveVerb(verb))
        return byName(Effect::Destructive);
    if (operation.node()["readonly"].toBool())
        return {Effect::Read, "the model says that it only reads"};
    if (method == "DELETE")
        return byMethod(Effect::Destructive);
    if (method == "PUT" || method == "PATCH")
        return byMethod(Effect::Write);
    if (contains(readingVerbs, verb))
        return byName(Effect::Read);
    if (method == "GET" || method == "HEAD")
        return byMethod(Effect::Read);
    return {Effect::Write, "nothing says that " + std::string(verb) + " only reads"};
}

} // namespace inia
