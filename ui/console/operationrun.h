#pragma once

#include "core/async/task.h"
#include "core/call/caller.h"
#include "core/client/client.h"
#include "core/common/result.h"
#include "core/model/value.h"
#include "core/paging/pagecursor.h"
#include "core/paging/paginator.h"
#include "core/session/session.h"
#include "core/waiting/waiter.h"

#include <QtCore/QString>
#include <QtWidgets/QWidget>

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <vector>

class QLineEdit;
class QPlainTextEdit;
class QStackedLayout;
class QMenu;

namespace inia::ui {

class Appearance;
class BodyView;
class ElidedLabel;
class LinkButton;
class StateView;
class TextLabel;
class WindowServices;

/// One run of an operation from the console: a call, all pages of it, the signed request without sending it,
/// a URL for it, or a wait that begins with its parameters. A Task.
class OperationRun final : public Task {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(OperationRun)

public:
    enum class Kind : quint8 {
        Once,
        AllPages,
        DryRun,      ///< the call with dryRunMember() set
        ShowRequest, ///< built and signed, not sent
        Presign,     ///< a URL by which others make the call; see setLife()
        Wait,        ///< asked again until what a waiter waits for has come true; see setWaiter()
    };

    OperationRun(Client client, std::string operation, Value params, Kind kind);
    /// The members that a dry run sets to true: EC2's DryRun and its like; empty where the operation has
    /// none.
    [[nodiscard]] static std::string dryRunMember(const Shape& input);

    /// Why there can be no URL for it; empty where there can.
    [[nodiscard]] static QString whyNoUrl(const OperationModel& operation);
    /// Names of the waiters that take their parameters from those of the operation: of the operation itself,
    /// and those of others all of whose required ones are set. CreateTable: TableExists.
    [[nodiscard]] static std::vector<std::string>
    waitersFor(const Client& client, const OperationModel& operation, const Value& params);

    /// Sends what the server does not offer as well; see ServerGate.
    void ignoreServerGate() { m_ignoresServerGate = true; }
    void setLife(std::chrono::seconds life) { m_life = life; }
    void setWaiter(std::string name) { m_waiterName = std::move(name); }
    void start();
    void cancel() override;

    [[nodiscard]] const std::string& operation() const { return m_operation; }
    [[nodiscard]] Kind kind() const { return m_kind; }
    /// After finished(): the answer without its metadata, all pages in one, or the request or URL as a value.
    [[nodiscard]] const Result<Value>& result() const { return m_result; }
    /// Whether pages are left that were not asked for.
    [[nodiscard]] bool hasMore() const { return m_hasMore; }
    /// Of the last answer; empty where it has none.
    [[nodiscard]] const std::string& requestId() const { return m_requestId; }
    [[nodiscard]] const Value& params() const { return m_params; }
    /// Null but while it waits.
    [[nodiscard]] const Waiter* waiter() const { return m_waiter.get(); }
    /// What the waiter looked at in the last answer; empty where it looks at the status alone.
    [[nodiscard]] QString judged() const;
    [[nodiscard]] int pages() const { return m_pages; }
    [[nodiscard]] std::chrono::milliseconds elapsed() const { return m_elapsed; }
    /// In the ExchangeLog; 0 before the first.
    [[nodiscard]] quint64 lastCallId() const { return m_lastCallId; }

signals:
    void progressed();

private:
    void giveUp() override;
    void presign();
    void wait();
    void takeReply();
    void takePage(const Value& page);
    void finish(Result<Value> result);

    Client m_client;
    std::string m_operation;
    Value m_params;
    Kind m_kind;
    ReplyPtr m_reply;
    Owned<PageReader> m_reader;
    Owned<Waiter> m_waiter;
    std::string m_waiterName;
    std::chrono::seconds m_life{3600};
    std::optional<FullResult> m_all; ///< of the pages so far
    Result<Value> m_result;
    std::chrono::steady_clock::time_point m_started;
    std::chrono::milliseconds m_elapsed{0};
    quint64 m_lastCallId = 0;
    std::string m_requestId;
    int m_pages = 0;
    bool m_hasMore = false;
    bool m_ignoresServerGate = false;
};

// Beside the form of an operation: the parameters as they would be sent, and what the last run brought,
// narrowed by a JMESPath expression.
class ResultPanel final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ResultPanel)

public:
    // The services outlive the panel.
    ResultPanel(const Appearance& appearance, WindowServices& services, QWidget* parent = nullptr);

    void showParams(const Value& params);
    // `title`: of what, such as "DescribeInstances, 10:09"; `facts`: "12 reservations · 0.3 s".
    void showResult(const Value& result, const QString& title, const QString& facts, bool hasRequest);
    void showError(const Error& error, const QString& title, bool hasRequest);
    void clearResult();

    [[nodiscard]] QLineEdit* expression() const { return m_expression; }
    [[nodiscard]] BodyView* body() const { return m_body; }

signals:
    void showCallRequested();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void build();
    [[nodiscard]] QWidget* makeHead(const QString& title, ElidedLabel* note, QWidget* tools);
    void narrow();

    const Appearance& m_appearance;
    WindowServices& m_services;
    Value m_result;
    QPlainTextEdit* m_params;
    ElidedLabel* m_title;
    QLineEdit* m_expression;
    TextLabel* m_problem;
    BodyView* m_body;
    StateView* m_state;
    ElidedLabel* m_facts;
    LinkButton* m_show;
    QStackedLayout* m_pages;
    QWidget* m_valuePage;
};

// A call that "Copy as" writes down.
struct CopySource {
    Session session;
    std::string service;
    std::string operation;
    Value params;
    std::string region; // empty: the session's
    // The parameters are those of a call that was sent and recorded (the inspector's): what the program had
    // filled in to keep it from being done twice is left to the tool, and secrets are hidden already.
    bool isAsSent = false;
};

// Adds an entry for each language a call can be copied in: a command of the AWS CLI for both kinds of shells,
// boto3, curl, C++; where the operation has pages, also a menu of those that go through all. What a language
// has no words for is grey, and its tool tip says why. `copy` gets the text; the entries are told for as long
// as the menu lives.
void addCopyAs(QMenu& menu, const CopySource& source, const std::function<void(const QString&)>& copy);

} // namespace inia::ui
