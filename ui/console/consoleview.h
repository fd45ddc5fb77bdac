#pragma once

#include "core/session/session.h"
#include "ui/console/operationrun.h"

#include <QtCore/QPointer>
#include <QtWidgets/QWidget>

#include <memory>
#include <optional>
#include <string>

class QMenu;
class QStackedLayout;
class QVBoxLayout;

namespace inia::ui {

class Appearance;
class Badge;
class Button;
class CallMenu;
struct KeptCalls;
class ChangeGate;
class OperationList;
class ShapeForm;
class StateView;
class StatusLine;
class TextLabel;
class WindowServices;

// Any operation of any service: chosen at the left, its parameters as a form or as JSON, and buttons to run
// it. What comes of it stands in result(), which the owner places.
class ConsoleView final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ConsoleView)

public:
    // `gate` and `services` outlive the view.
    ConsoleView(const Appearance& appearance, Session session, ChangeGate& gate, WindowServices& services,
                QWidget* parent = nullptr);
    ~ConsoleView() override;

    // Where runs are noted and offered from, and favourites; null: nowhere.
    void setKeptCalls(std::shared_ptr<KeptCalls> kept);
    // Both may be empty: then there is something to choose first. The form of an operation that stays the
    // same keeps what was set.
    void enter(const std::string& service, const std::string& operation);
    // In place of what is set; of the operation that is shown.
    void setParams(const Value& params);

    [[nodiscard]] ResultPanel* result() const { return m_result; }
    [[nodiscard]] OperationList* operations() const { return m_list; }
    // Null until an operation is shown.
    [[nodiscard]] ShapeForm* form() const { return m_form; }
    [[nodiscard]] Button* runButton() const { return m_run; }
    // A menu of the languages that what is set can be copied in; deletes itself when it closes.
    [[nodiscard]] QMenu* makeCopyMenu();
    // Addresses by which others make the call, and waits that begin with what is set.
    [[nodiscard]] QMenu* makeMoreMenu();
    // Null without kept calls.
    [[nodiscard]] CallMenu* callMenu() const { return m_callMenu; }
    [[nodiscard]] QMenu* makeHistoryMenu();
    void cancel();
    void focusForm();
    void showNotice(const QString& text);

signals:
    void operationRequested(const std::string& service, const std::string& operation);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void build();
    void showState(const QString& icon, const QString& title, const QString& sentence);
    void showOperation(const std::string& operation);
    void follow();
    void updateButtons();
    // What the form knows to be wrong is said; false then, and while something runs.
    [[nodiscard]] bool isReady();
    void run(OperationRun::Kind kind);
    void presign(std::chrono::seconds life);
    void waitFor(const std::string& waiter);
    void copyCode(const QString& text);
    void begin(Owned<OperationRun> run, const QString& title);
    [[nodiscard]] QString progressOf(const OperationRun& run) const;
    void ask(OperationRun::Kind kind, const Value& params);
    void warn(const OperationRun& refused);
    void start(OperationRun::Kind kind, const Value& params);
    void takeEnd();
    void note(const OperationRun& run);
    void fillFrom(const Value& kept);

    const Appearance& m_appearance;
    Session m_session;
    ChangeGate& m_gate;
    WindowServices& m_services;
    std::string m_service;
    std::string m_operation;
    std::optional<Client> m_client;
    std::shared_ptr<const Document> m_docs;
    CallMenu* m_callMenu = nullptr;
    Value m_awaited; // kept parameters of another operation, until that is shown; else null
    Owned<OperationRun> m_active;
    quint64 m_lastCallId = 0;

    OperationList* m_list;
    ResultPanel* m_result;
    TextLabel* m_name;
    Badge* m_effect;
    TextLabel* m_sentence;
    Button* m_past;
    Button* m_more;
    Button* m_copyAs;
    Button* m_showRequest;
    Button* m_dryRun;
    Button* m_allPages;
    Button* m_run;
    QWidget* m_operationPage;
    QVBoxLayout* m_formPlace;
    QVBoxLayout* m_modesPlace;
    ShapeForm* m_form = nullptr;
    StateView* m_state;
    QStackedLayout* m_pages;
    StatusLine* m_status;
    QPointer<QWidget> m_asking;
};

} // namespace inia::ui
