#pragma once

#include <QtWidgets/QWidget>

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

} // namespace inia::ui
