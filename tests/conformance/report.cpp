#include "tests/conformance/report.h"

#include "core/protocol/jsonwriter.h"

#include <algorithm>

namespace inia::conformance {

namespace {

constexpr std::size_t longestReason = 300;

std::string oneLine(std::string text)
{
    std::replace(text.begin(), text.end(), '\n', ' ');
    if (text.size() > longestReason)
        text = text.substr(0, longestReason) + " ...";
    return text;
}

std::string_view verdictName(Verdict verdict)
{
    switch (verdict) {
    case Verdict::Passed:
        return "passed";
    case Verdict::Failed:
        return "failed";
    case Verdict::Skipped:
        return "skipped";
    case Verdict::Deviates:
        return "deviation";
    }
    return {};
}

std::string countsText(const std::string& name, const std::map<Verdict, int>& counts)
{
    const auto count = [&counts](Verdict verdict) {
        const auto found = counts.find(verdict);
        return std::to_string(found == counts.end() ? 0 : found->second);
    };
    constexpr std::size_t column = 34;
    std::string line = name;
    line.resize(std::max(line.size() + 1, column), ' ');
    return line + "passed " + count(Verdict::Passed) + ", failed " + count(Verdict::Failed) + ", skipped " +
           count(Verdict::Skipped) + ", deviations " + count(Verdict::Deviates) + "\n";
}

} // namespace

std::string textReport(const std::vector<SuiteResult>& results, bool wholeReasons)
{
    std::string text;
    std::map<Verdict, int> total;
    for (const auto& result : results) {
        text += countsText(result.name, result.counts);
        for (const auto& [verdict, count] : result.counts)
            total[verdict] += count;
        std::map<std::string, int> reasons;
        for (const auto& entry : result.entries) {
            if (entry.verdict == Verdict::Failed)
                text += "  FAILED " + entry.id + ": " +
                        (wholeReasons ? entry.reason : oneLine(entry.reason)) + "\n";
            else
                ++reasons[std::string(verdictName(entry.verdict)) + ": " + entry.reason];
        }
        for (const auto& [reason, count] : reasons)
            text += "  " + std::to_string(count) + " " + oneLine(reason) + "\n";
    }
    return text + countsText("all suites", total);
}

std::string jsonReport(const std::vector<SuiteResult>& results)
{
    Value suites = Value::emptyList();
    for (const auto& result : results) {
        Value cases = Value::emptyList();
        for (const auto& entry : result.entries) {
            cases.append(Value::map(
                {{"id", entry.id}, {"verdict", verdictName(entry.verdict)}, {"reason", entry.reason}}));
        }
        suites.append(Value::map({{"suite", result.name},
                                  {"passed", result.count(Verdict::Passed)},
                                  {"failed", result.count(Verdict::Failed)},
                                  {"skipped", result.count(Verdict::Skipped)},
                                  {"deviations", result.count(Verdict::Deviates)},
                                  {"cases", std::move(cases)}}));
    }
    return toJson(Value::map({{"suites", std::move(suites)}}), JsonStyle::indented()) + "\n";
}

} // namespace inia::conformance
