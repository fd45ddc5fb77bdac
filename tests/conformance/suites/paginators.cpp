#include "core/paging/paginationconfig.h"
#include "core/paging/paginator.h"
#include "core/protocol/jsonwriter.h"
#include "tests/conformance/bench.h"
#include "tests/conformance/compare.h"
#include "tests/conformance/suites/suites.h"

namespace inia::conformance {

namespace {

/// Members without value say as much as absent ones.
Value withoutNulls(const Value& value)
{
    ValueMap map;
    for (const auto& [name, member] : value.members()) {
        if (!member.isNull())
            map.insert(name, member);
    }
    return map;
}

/// What a walk asks for and gives.
struct Walk {
    Value calls = Value::emptyList();
    Value whole;
    Result<void> result;
};

Walk walk(Paginator paginator, const Value& pages)
{
    Walk walk;
    FullResult whole(paginator.paths());
    while (paginator.hasMore() && walk.result && walk.calls.size() < pages.size()) {
        auto page = pages[walk.calls.size()];
        walk.calls.append(paginator.nextParams());
        walk.result = paginator.accept(page);
        if (walk.result)
            whole.add(page);
    }
    if (walk.result && paginator.hasMore())
        walk.result = makeError(ErrorKind::Parse, "MorePages", "asks for more pages than there are");
    walk.whole = whole.value(paginator.resumeToken());
    return walk;
}

std::string problem(const Value& test)
{
    const auto* client = sharedClient(test["service"].text());
    if (!client)
        return "no such service";
    const auto& expected = test["expect"];
    const auto config = test["paginationConfig"].isNull()
                            ? Result<PaginationConfig>(PaginationConfig())
                            : PaginationConfig::fromValue(test["paginationConfig"]);
    auto paginator = config ? client->paginator(test["operation"].text(), untagged(test["params"]), *config)
                            : Result<Paginator>(config.error());
    if (!paginator)
        return expected.contains("error") ? std::string() : paginator.error().message;
    const auto done = walk(std::move(paginator).value(), untagged(test["pages"]));
    auto text = done.calls == untagged(expected["calls"])
                    ? std::string()
                    : differs("calls", toJson(done.calls), toJson(expected["calls"]));
    if (expected.contains("error"))
        return done.result ? text + "no error " + expected["error"].text() : text;
    if (!done.result)
        return text + done.result.error().message;
    const auto wanted = withoutNulls(untagged(expected["fullResult"]));
    return withoutNulls(done.whole) == wanted ? text
                                              : text + differs("result", toJson(done.whole), toJson(wanted));
}

} // namespace

void runPaginators(SuiteRun& run)
{
    const auto file = run.json(QStringLiteral("oracle/paginators.json"));
    for (const auto& test : file["cases"].items())
        run.check(test["id"].text(), test, [&test] { return problem(test); });
}

} // namespace inia::conformance
