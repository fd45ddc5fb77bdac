#pragma once

#include <QtCore/QByteArray>
#include <QtWidgets/QStackedWidget>
#include <QtWidgets/QWidget>

#include <vector>

class QHBoxLayout;
class QSplitter;
class QVBoxLayout;

namespace inia::ui {

class Appearance;
class ElidedLabel;
class TabStrip;

// What the panels of the dock share: a head that begins with the dock's tabs, a list with its sums below,
// and beside it what tells of the row chosen in it.
class DockPage : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(DockPage)

public:
    // In the head, without pages: those are the dock's.
    [[nodiscard]] TabStrip* tabs() const { return m_tabs; }
    // Between the list and what tells of its row, for the next start.
    [[nodiscard]] QByteArray bodyState() const;
    void restoreBody(const QByteArray& state);

signals:
    void closeRequested();
    void bodyChanged(); // by hand
    void copyRequested(const QString& text);

protected:
    DockPage(const Appearance& appearance, QWidget* parent);

    [[nodiscard]] const Appearance& appearance() const { return m_appearance; }
    // At the right end of the head, one after another; taken over.
    void addTool(QWidget* tool);
    // The last of them.
    void addCloseTool(const QString& text);
    // The list with the foot, and the detail, which has `detailWidth` pixels until the user moves the edge.
    [[nodiscard]] QWidget* newBody(QWidget* list, int minListWidth, QWidget* detail, int detailWidth);
    // Below the head; taken over.
    void setBody(QWidget* body);
    // "12 calls · 14 attempts", and in the colour of danger what is wrong among them.
    void setFoot(const QStringList& facts, const QString& problem = {});

    void paintEvent(QPaintEvent* event) override;

private:
    const Appearance& m_appearance;
    TabStrip* m_tabs;
    QHBoxLayout* m_head;
    QVBoxLayout* m_lines;
    QSplitter* m_splitter = nullptr;
    ElidedLabel* m_foot;
    ElidedLabel* m_problem;
};

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
