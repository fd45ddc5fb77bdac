#include "core/protocol/timestamps.h"

#include "core/protocol/scalartext.h"
#include "tests/conformance/suites/suites.h"

namespace inia::conformance {

namespace {

std::string show(Timestamp time)
{
    return std::to_string(time.seconds) + " s " + std::to_string(time.nanoseconds) + " ns";
}

std::string parseProblem(const Value& test, Timestamp time)
{
    const auto parsed = parseTimestamp(test["smithy_format_value"].text());
    if (test["error"].toBool())
        return parsed ? "read as " + show(*parsed) : std::string();
    if (!parsed)
        return "not read: " + test["smithy_format_value"].text();
    return *parsed == time ? std::string() : show(*parsed) + " is not " + show(time);
}

std::string formatProblem(const Value& test, Timestamp time, TimestampFormat format)
{
    const auto text = formatTimestamp(time, format, FractionStyle::Shortest);
    if (test["error"].toBool())
        return text ? "written as " + *text : std::string();
    if (!text)
        return text.error().message;
    return *text == test["smithy_format_value"].text()
               ? std::string()
               : *text + " is not " + test["smithy_format_value"].text();
}

} // namespace

void runTimestamps(SuiteRun& run)
{
    const struct {
        const char* name;
        TimestampFormat format;
        bool parses;
    } lists[] = {
        {"format_epoch_seconds", TimestampFormat::UnixSeconds, false},
        {"format_http_date", TimestampFormat::HttpDate, false},
        {"format_date_time", TimestampFormat::Iso8601, false},
        {"parse_epoch_seconds", TimestampFormat::UnixSeconds, true},
        {"parse_http_date", TimestampFormat::HttpDate, true},
        {"parse_date_time", TimestampFormat::Iso8601, true},
    };
    const auto file = run.json(QStringLiteral("timestamps/date-time-format.json"));
    for (const auto& list : lists) {
        int index = 0;
        for (const auto& test : file[list.name].items()) {
            const auto id =
                std::string(list.name) + "/" + std::to_string(index++) + " " + test["iso8601"].text();
            const Timestamp time{parseInteger(test["canonical_seconds"].text()).value_or(0),
                                 static_cast<std::int32_t>(test["canonical_nanos"].toInt())};
            run.check(id, test, [&] {
                return list.parses ? parseProblem(test, time) : formatProblem(test, time, list.format);
            });
        }
    }
}

} // namespace inia::conformance
