#pragma once

#include "core/common/result.h"
#include "core/model/value.h"

#include <QtCore/QList>
#include <QtCore/QTimer>
#include <QtWidgets/QDialog>

class QLabel;
class QStackedLayout;

namespace inia::ui {

class Appearance;
class BodyView;
class Button;
class KeyValueView;
class StateView;
struct SessionInfo;

// What is going on with something that was started, and what came of it: a spinner with words and Cancel,
// then a value, an error card, or a list of what failed. Knows nothing of calls. Closing it while it runs
// asks to cancel; it stays until the owner tells the end, or calls done().
class JobDialog final : public QDialog {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(JobDialog)

public:
    // `heading`: "Console output of web-01"; `call`: "ec2.GetConsoleOutput".
    JobDialog(const Appearance& appearance, const SessionInfo& session, const QString& heading,
              const QString& call, QWidget* parent = nullptr);

    // Shows itself unless the end comes first: fast calls do not flicker.
    void showSoon();

    void setProgress(const QString& text);
    void showValue(const Value& value);
    struct Failed {
        QString name;
        QString reason;
    };
    // `hasRequest` offers to show the call in the inspector; retrying is offered where somebody hears it.
    void showError(const Error& error, const QString& title, bool hasRequest);
    void showFailures(const QString& summary, const QList<Failed>& failures, bool hasRequest);
    // A plain good end that is worth saying.
    void showDone(const QString& text);

    [[nodiscard]] bool isRunning() const { return m_running; }
    [[nodiscard]] BodyView* body() const { return m_body; }

public slots:
    void reject() override;

signals:
    void cancelRequested();
    void retryRequested();
    void showRequestRequested();
    void copyRequested(const QString& text);

private:
    void build(const SessionInfo& session, const QString& heading, const QString& call);
    QWidget* buildRunning();
    QWidget* buildFailures();
    void end(QWidget* page);

    const Appearance& m_appearance;
    QTimer m_showTimer;
    bool m_running = true;
    QStackedLayout* m_pages;
    QLabel* m_progress;
    BodyView* m_body;
    StateView* m_state;
    QLabel* m_summary;
    KeyValueView* m_failures;
    QWidget* m_runningPage;
    QWidget* m_failuresPage;
    Button* m_showRequest;
    Button* m_close;
};

} // namespace inia::ui
