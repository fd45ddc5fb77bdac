#pragma once

#include "ui/preview/previewcontent.h"

#include <QtWidgets/QAbstractScrollArea>

namespace inia::ui {

class Appearance;

// Text of any length, of which only the lines in sight are looked at: as lines, or as rows of bytes. A line
// shows its first 16 KiB.
class LinesView final : public QAbstractScrollArea {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(LinesView)

public:
    enum class Colors : quint8 { None, Json };

    explicit LinesView(const Appearance& appearance, QWidget* parent = nullptr);

    // Text that only got longer keeps what is in sight and selected.
    // `isNumbered`: it begins with the first line.
    void setText(TextLines text, Colors colors, bool isNumbered = true);
    // `base`: where they begin.
    void setBytes(QByteArray bytes, std::int64_t base = 0);
    void showEnd();
    [[nodiscard]] int lineCount() const;
    // As it is shown; empty where there is none.
    [[nodiscard]] QString line(int number) const;

    // Selects what is found next, by letters of either case; false when there is nothing, all around.
    bool find(const QString& text, bool backwards = false);
    [[nodiscard]] QString selectedText() const;
    void selectAll();

signals:
    void copyRequested(const QString& text);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    bool event(QEvent* event) override;

private:
    struct Spot {
        int line = 0;
        int column = 0;
        friend auto operator<=>(const Spot&, const Spot&) = default;
    };

    [[nodiscard]] int gutterWidth() const;
    [[nodiscard]] int leftEdge() const; // of the text, as it is scrolled
    [[nodiscard]] int columnX(const QString& line, int column) const;
    [[nodiscard]] Spot spotAt(const QPoint& position) const;
    [[nodiscard]] std::pair<Spot, Spot> selection() const;
    void select(Spot anchor, Spot cursor);
    void showSpot(const Spot& spot);
    void measure();
    void layOut();
    void paintLine(QPainter& painter, int number, int y) const;
    void paintColored(QPainter& painter, const QString& line, int y) const;
    void copy();

    const Appearance& m_appearance;
    TextLines m_text;
    QByteArray m_bytes;
    std::int64_t m_base = 0;
    bool m_isHex = false;
    bool m_isNumbered = true;
    Colors m_colors = Colors::None;
    int m_longest = 0; // characters, at most, of a line
    Spot m_anchor;
    Spot m_cursor;
};

} // namespace inia::ui
