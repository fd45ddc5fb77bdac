#pragma once

#include "app/cli/answerprinter.h"
#include "app/cli/arguments.h"
#include "app/cli/command.h"
#include "core/paging/pagereader.h"
#include "core/session/session.h"

#include <memory>
#include <optional>

namespace inia::cli {

/// Runs one `inia-cli call`.
class CallCommand final : public Command {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(CallCommand)
public:
    CallCommand(Runtime runtime, CallArguments arguments);

private:
    [[nodiscard]] Result<void> begin() override;
    [[nodiscard]] Result<void> beginPages(const Client& client, Value params);
    void received();
    void printPage(const Value& page);
    void finishPages();
    /// finish(), behind what there is to say about values that could not be read.
    void finishCall(const Result<void>& result);
    /// The file of --har.
    [[nodiscard]] Result<void> writeExchanges() const;

    Runtime m_runtime;
    CallArguments m_arguments;
    OperationModel m_operation;
    std::optional<Expression> m_query;
    ReplyPtr m_reply; ///< of a call without pages
    Owned<PageReader> m_reader;
    std::unique_ptr<AnswerPrinter> m_printer;
    Result<void> m_printed; ///< the first failure to print a page
    UnreadableValues m_unreadable;
};

} // namespace inia::cli
