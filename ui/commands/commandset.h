#pragma once

#include "ui/commands/commandtable.h"

#include <QtCore/QObject>

#include <functional>
#include <map>

class QAbstractButton;
class QWidget;

namespace inia::ui {

// The commands of one window: what each does there, and why it cannot just now. Commands of the window's
// scope get their keys here; those of a part of it have theirs from that part, by keysOf().
class CommandSet final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(CommandSet)

public:
    using Act = std::function<void()>;
    // A sentence that says why it cannot be done; null when it can.
    using Obstacle = std::function<QString()>;

    explicit CommandSet(QWidget* window);

    void add(CommandId id, Act act, Obstacle obstacle = {});
    // What a click on the button does; `whyNot` is told while it is disabled. The button has the keys.
    void add(CommandId id, QAbstractButton* button, const QString& whyNot = {});

    // In the order of the table.
    [[nodiscard]] std::vector<CommandId> all() const;
    [[nodiscard]] QString obstacle(CommandId id) const;
    // Does it, or says by refused() why not.
    void run(CommandId id);

signals:
    void refused(const QString& reason);

private:
    struct Bound {
        Act act;
        Obstacle obstacle;
    };

    QWidget* m_window;
    std::map<CommandId, Bound> m_bound;
};

} // namespace inia::ui
