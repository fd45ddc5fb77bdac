#pragma once

#include "ui/models/roles.h"
#include "ui/theme/painting.h"
#include "ui/theme/theme.h"

#include <QtCore/QBasicTimer>
#include <QtCore/QList>
#include <QtCore/QObject>
#include <QtCore/QPointer>
#include <QtCore/QRect>
#include <QtGui/QFontMetrics>
#include <QtWidgets/QStyledItemDelegate>

#include <memory>

class QStyleOptionViewItem;
class QWidget;

namespace inia::ui {

class Appearance;

// Turns the spinners that delegates paint: they cannot hold a timer per row. A delegate reports each spinner
// it draws; the clock repaints those places, and stops when a repaint draws none.
class SpinnerClock final : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;
    Q_DISABLE_COPY_MOVE(SpinnerClock)

    [[nodiscard]] qreal angle() const { return m_angle; }
    // `place` in the coordinates of the viewport of the option's view.
    void drawn(const QStyleOptionViewItem& option, const QRect& place);

protected:
    void timerEvent(QTimerEvent* event) override;

private:
    QBasicTimer m_timer;
    QPointer<QWidget> m_viewport;
    QList<QRect> m_places;
    qreal m_angle = 0;
};

// What our delegates share: fonts and metrics measured once per theme, a row's background, icons, elided
// words and columns of figures. Delegates paint everything themselves; no style, no HTML, no child widgets.
//
// They trust the option's state to speak of the whole row, which TableView and TreeView see to: MouseOver =
// the pointer is on the row, Selected, and Active = the view has the focus.
class RowDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    // `rowHeight` in design pixels.
    RowDelegate(const Appearance& appearance, int rowHeight, QObject* parent = nullptr);
    ~RowDelegate() override;
    Q_DISABLE_COPY_MOVE(RowDelegate)

    [[nodiscard]] int rowHeight() const;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    // Exact values, and the whole of what is cut off.
    bool helpEvent(QHelpEvent* event, QAbstractItemView* view, const QStyleOptionViewItem& option,
                   const QModelIndex& index) override;

    [[nodiscard]] static ColumnKind columnKind(const QModelIndex& index);
    [[nodiscard]] static RowState rowState(const QModelIndex& index);
    [[nodiscard]] static NodeKind nodeKind(const QModelIndex& index);
    // The words of a state row: "Loading...", "Load more", "Denied: ...".
    [[nodiscard]] static QString stateText(const QModelIndex& index);
    [[nodiscard]] static bool isRetryable(const QModelIndex& index);

protected:
    [[nodiscard]] const Theme& theme() const;
    [[nodiscard]] const QFontMetrics& metrics(FontRole role) const;
    [[nodiscard]] const Figures& figures() const;
    [[nodiscard]] SpinnerClock& spinners() const { return *m_spinners; }

    void paintBackground(QPainter& painter, const QStyleOptionViewItem& option) const;
    // Returns the room left of the icon's right edge plus gap.
    int paintIcon(QPainter& painter, const QStyleOptionViewItem& option, int x, const QString& name,
                  Token token, int size) const;
    // Draws one line; returns the x behind the last letter.
    int paintText(QPainter& painter, const QRect& rect, FontRole role, Token token, const QString& text,
                  Qt::TextElideMode elide = Qt::ElideRight) const;
    void paintFigure(QPainter& painter, const QRect& rect, Token token, QStringView text) const;
    // How a resource is: a dot and its word.
    void paintHealth(QPainter& painter, const QStyleOptionViewItem& option, const QRect& room, Health health,
                     const QString& text) const;
    void paintSpinner(QPainter& painter, const QStyleOptionViewItem& option, int x) const;
    // On a selected row the quietest colour would be too faint.
    [[nodiscard]] static Token quiet(const QStyleOptionViewItem& option);

    const Appearance& m_appearance;

private:
    struct Cache;
    void measure();

    std::unique_ptr<Cache> m_cache;
    SpinnerClock* m_spinners;
    int m_rowHeight;
};

// Rows of the navigation tree, 26 px. The view draws the ground and the disclosure arrow; this draws what is
// right of it: icon, name, count or suffix, and the state rows with their Retry link.
class TreeDelegate final : public RowDelegate {
    Q_OBJECT

public:
    explicit TreeDelegate(const Appearance& appearance, QObject* parent = nullptr, int rowHeight = 26);
    Q_DISABLE_COPY_MOVE(TreeDelegate)

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    // Where the Retry link of a failed row stands; empty when it has none. `row` as in the option's rect.
    [[nodiscard]] QRect retryRect(const QRect& row, const QModelIndex& index) const;

private:
    void paintNode(QPainter& painter, const QStyleOptionViewItem& option, const QModelIndex& index) const;
    void paintSection(QPainter& painter, const QStyleOptionViewItem& option, const QModelIndex& index) const;
    void paintStateRow(QPainter& painter, const QStyleOptionViewItem& option, const QModelIndex& index) const;
    // Draws what stands at the right edge; returns the room left of it.
    // `nameEnd`: where the row's own text would end if it had all the room.
    int paintTrailing(QPainter& painter, const QStyleOptionViewItem& option, const QModelIndex& index,
                      int nameEnd) const;
    [[nodiscard]] int textLeft(const QRect& row) const;
    [[nodiscard]] int rightEdge(const QRect& row) const;
};

} // namespace inia::ui
