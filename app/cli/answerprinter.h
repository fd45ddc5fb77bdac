#pragma once

#include "app/cli/arguments.h"
#include "core/jmespath/expression.h"
#include "core/paging/fullresult.h"

#include <memory>
#include <optional>
#include <string>

namespace inia::cli {

/// Prints the pages of one operation to standard output. page() comes for each in order, then finish(), also
/// when the pages ended early: what was printed is a whole document either way.
class AnswerPrinter {
public:
    AnswerPrinter() = default;
    virtual ~AnswerPrinter() = default;
    Q_DISABLE_COPY_MOVE(AnswerPrinter)

    [[nodiscard]] virtual Result<void> page(const Value& page) = 0;
    [[nodiscard]] virtual Result<void> finish(const std::optional<std::string>& resumeToken,
                                              bool isWhole) = 0;

    /// One document, as the AWS CLI prints it. Without `query` items are printed as they come and not kept.
    /// With one everything is, since the query is about the whole.
    [[nodiscard]] static std::unique_ptr<AnswerPrinter> document(std::shared_ptr<const PagePaths> paths,
                                                                 std::optional<Expression> query);
    /// One line for each page, `query` applied to each.
    [[nodiscard]] static std::unique_ptr<AnswerPrinter> lines(std::optional<Expression> query);
};

/// An answer that is no page, in the same forms; nothing when it is empty.
[[nodiscard]] Result<void> printAnswer(const Value& answer, const std::optional<Expression>& query,
                                       OutputFormat format);

} // namespace inia::cli
