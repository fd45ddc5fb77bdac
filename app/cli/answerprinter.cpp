#include "app/cli/answerprinter.h"

#include "app/cli/output.h"
#include "app/cli/streamedlists.h"
#include "core/protocol/jsonwriter.h"

#include <algorithm>

namespace inia::cli {

namespace {

Result<Value> queried(const std::optional<Expression>& query, const Value& answer)
{
    return query ? query->search(answer) : Result<Value>(answer);
}

Value withoutMetadata(const Value& answer)
{
    Value result = answer;
    result.mutableMap().remove("ResponseMetadata");
    return result;
}

std::string jsonText(const Value& value, OutputFormat format)
{
    if (value.isMap() && value.size() == 0)
        return {};
    const JsonStyle oneLine{", ", ": ", 0, false};
    return toJson(value, format == OutputFormat::Json ? JsonStyle::indented() : oneLine) + "\n";
}

Result<void> printed(const std::string& text)
{
    return print(stdout, text) ? Result<void>() : Result<void>(outputFailed());
}

class LinePrinter final : public AnswerPrinter {
public:
    explicit LinePrinter(std::optional<Expression> query) : m_query(std::move(query)) {}

    Result<void> page(const Value& page) override
    {
        return printAnswer(page, m_query, OutputFormat::JsonLines);
    }

    Result<void> finish(const std::optional<std::string>& resumeToken, bool) override
    {
        if (!resumeToken || m_query)
            return {};
        return printed(jsonText(Value::map({{"NextToken", *resumeToken}}), OutputFormat::JsonLines));
    }

private:
    std::optional<Expression> m_query;
};

/// Keeps all pages: for queries, and for results whose lists are not at the top.
class WholePrinter final : public AnswerPrinter {
public:
    WholePrinter(std::shared_ptr<const PagePaths> paths, std::optional<Expression> query)
        : m_whole(std::move(paths)), m_query(std::move(query))
    {
    }

    Result<void> page(const Value& page) override
    {
        m_whole.add(page);
        m_hasPages = true;
        return {};
    }

    Result<void> finish(const std::optional<std::string>& resumeToken, bool isWhole) override
    {
        // What a query would say of a part of the answer misleads.
        if (!m_hasPages || (m_query && !isWhole))
            return {};
        return printAnswer(m_whole.value(resumeToken), m_query, OutputFormat::Json);
    }

private:
    FullResult m_whole;
    std::optional<Expression> m_query;
    bool m_hasPages = false;
};

/// Prints the lists of the result keys as they grow, and what is short at the end.
class StreamPrinter final : public AnswerPrinter {
public:
    explicit StreamPrinter(const std::shared_ptr<const PagePaths>& paths)
        : m_lists(paths->model.resultKeys), m_rest(paths)
    {
    }

    Result<void> page(const Value& page) override
    {
        m_hasPages = true;
        Value rest = page;
        for (const auto& key : m_lists.names()) {
            if (!page[key].isList())
                continue;
            if (auto added = m_lists.add(key, page[key]); !added)
                return added;
            rest.mutableMap().remove(key);
        }
        m_rest.add(rest);
        return {};
    }

    Result<void> finish(const std::optional<std::string>& resumeToken, bool) override
    {
        return m_hasPages ? m_lists.finish(m_rest.value(resumeToken)) : Result<void>();
    }

private:
    StreamedLists m_lists;
    FullResult m_rest; ///< everything but the lists
    bool m_hasPages = false;
};

bool isPlainName(const std::string& key)
{
    return std::all_of(key.begin(), key.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    });
}

} // namespace

std::unique_ptr<AnswerPrinter> AnswerPrinter::document(std::shared_ptr<const PagePaths> paths,
                                                       std::optional<Expression> query)
{
    const auto& keys = paths->model.resultKeys;
    if (query || !std::all_of(keys.begin(), keys.end(), isPlainName))
        return std::make_unique<WholePrinter>(std::move(paths), std::move(query));
    return std::make_unique<StreamPrinter>(paths);
}

std::unique_ptr<AnswerPrinter> AnswerPrinter::lines(std::optional<Expression> query)
{
    return std::make_unique<LinePrinter>(std::move(query));
}

Result<void> printAnswer(const Value& answer, const std::optional<Expression>& query, OutputFormat format)
{
    const auto value = queried(query, withoutMetadata(answer));
    if (!value)
        return value.error();
    return printed(jsonText(*value, format));
}

} // namespace inia::cli
