#pragma once

#include <QtCore/QByteArray>
#include <QtWidgets/QStackedWidget>

#include <vector>

namespace inia::ui {

class DockPage;

// The panels of the dock, one at a time. Each has a head of its own that begins with the same tabs; this
// keeps those in step.
class DockPanel final : public QStackedWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(DockPanel)

public:
    explicit DockPanel(QWidget* parent = nullptr);

    void addPanel(DockPage* panel, const QString& title);
    void setCount(QWidget* panel, qint64 count); // negative = no pill
    void showPanel(QWidget* panel);
    // How the panels are divided, in their order, for the next start.
    [[nodiscard]] QList<QByteArray> bodyStates() const;
    void restoreBodies(const QList<QByteArray>& states);

signals:
    void bodyChanged(); // by hand

private:
    struct Panel {
        DockPage* widget;
        QString title;
        qint64 count = -1;
    };

    void refresh();

    std::vector<Panel> m_panels;
    bool m_refreshing = false;
};

} // namespace inia::ui
