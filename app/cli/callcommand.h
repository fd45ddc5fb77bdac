#pragma once

#include "app/cli/command.h"
#include "app/cli/commandline.h"
#include "core/common/result.h"
#include "core/jmespath/expression.h"
#include "core/model/value.h"
#include "core/paging/pagecursor.h"
#include "core/paging/paginator.h"
#include "core/protocol/jsonwriter.h"
#include "core/session/session.h"
#include "core/waiting/waiter.h"

#include <QtCore/QTemporaryFile>

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace inia::cli {

/// One JSON object on standard output whose members are lists of any length: the first list that has items is
/// printed at once, those that grow beside it wait in temporary files, and nothing is kept in memory.
class StreamedLists final {
public:
    explicit StreamedLists(const std::vector<std::string>& names);

    [[nodiscard]] const std::vector<std::string>& names() const { return m_names; }
    [[nodiscard]] Result<void> add(const std::string& name, const Value& items);
    /// Ends the lists, adds the members of `rest` and ends the object. Prints nothing when there is no member
    /// at all.
    [[nodiscard]] Result<void> finish(const Value& rest);

private:
    struct List {
        JsonWriter writer;
        bool hasBegun = false;
        std::unique_ptr<QTemporaryFile> waiting; ///< null for the one that is printed at once
    };

    [[nodiscard]] Result<void> write(List& list);
    [[nodiscard]] Result<void> printMember(std::string text);

    std::vector<std::string> m_names;
    std::vector<List> m_lists; ///< in the order of m_names
    List* m_printed = nullptr;
    bool m_hasMembers = false;
};

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

/// Runs one `inia-cli presign`: prints the URL. Headers that have to be sent along go to standard error,
/// since a URL alone would not work then.
class PresignCommand final : public Command {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PresignCommand)
public:
    PresignCommand(Runtime runtime, PresignArguments arguments);

private:
    [[nodiscard]] Result<void> begin() override;

    Runtime m_runtime;
    PresignArguments m_arguments;
};

/// What `inia-cli code` prints. Asks nobody: neither for keys nor a service.
[[nodiscard]] Result<std::string> codeText(const Runtime& runtime, const CodeArguments& arguments);

/// Runs one `inia-cli wait`: silent when what it waits for comes true. Gives up with OtherError like the AWS
/// CLI, also when the service's answer shows that it never will.
class WaitCommand final : public Command {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(WaitCommand)
public:
    WaitCommand(Runtime runtime, WaitArguments arguments);

private:
    [[nodiscard]] Result<void> begin() override;

    Runtime m_runtime;
    WaitArguments m_arguments;
    Owned<Waiter> m_waiter;
};

} // namespace inia::cli
