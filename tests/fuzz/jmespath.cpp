#include "core/jmespath/expression.h"
#include "core/protocol/jsonreader.h"
#include "tests/fuzz/fuzztarget.h"

using namespace inia;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static const auto value =
        parseJson(R"({"a": [{"b": 1, "c": "x"}, {"b": 2.5, "c": null}], "d": {"e": true}})").value();
    if (const auto expression = Expression::parse(fuzz::textOf(data, size))) {
        const auto result = expression->search(value);
        fuzz::require(result || !result.error().message.empty());
    }
    return 0;
}
