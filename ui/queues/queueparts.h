#pragma once

#include "core/sqs/queue.h"
#include "ui/dialogs/confirmdialog.h"

#include <QtCore/QString>
#include <QtWidgets/QWidget>

class QLineEdit;
class QPlainTextEdit;

namespace inia::ui {

class Appearance;
class Button;
class ElidedLabel;
class TextLabel;
class ToolButton;

// About how many messages a queue has and what happens to them, and what can be done with it.
class QueueBar final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(QueueBar)

public:
    explicit QueueBar(const Appearance& appearance, QWidget* parent = nullptr);

    void setFacts(const sqs::QueueFacts& facts);
    void clearFacts();
    // Null: the queue may be changed; else why not. Looking takes receives, so that it counts as a change.
    void setObstacle(const QString& why);
    // Look becomes Stop.
    void setRunning(bool running);
    void focusLook();

signals:
    void lookRequested();
    void stopRequested();
    void sendRequested();
    void menuRequested(const QPoint& global);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Appearance& m_appearance;
    ElidedLabel* m_facts;
    Button* m_look;
    Button* m_stop;
    Button* m_send;
    ToolButton* m_more;
};

// "\u2248 1,204": SQS knows none of its counts exactly.
[[nodiscard]] QString approximateText(std::int64_t count);

// Body, group, deduplication id and delay of a message, as far as the queue has them; says at once what it
// would refuse.
class SendDialog final : public ConfirmDialog {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SendDialog)

public:
    SendDialog(const Appearance& appearance, const Confirmation& words, sqs::QueueFacts queue,
               QWidget* parent);

    // Of SendMessage.
    [[nodiscard]] Result<Value> params() const;

private:
    void check();

    sqs::QueueFacts m_queue;
    QPlainTextEdit* m_body;
    QLineEdit* m_group;
    QLineEdit* m_deduplication;
    QLineEdit* m_delay;
    TextLabel* m_wrong;
};

} // namespace inia::ui
