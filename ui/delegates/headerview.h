#pragma once

#include "ui/models/roles.h"

#include <QtWidgets/QHeaderView>

namespace inia::ui {

class Appearance;

// The head of a table: 28 px, no boxes, one hairline below. The sorted column is darker and has a chevron, at
// the left of the label where the column is aligned to the right. A waterfall column shows its time scale.
class HeaderView final : public QHeaderView {
    Q_OBJECT

public:
    explicit HeaderView(const Appearance& appearance, QWidget* parent = nullptr);
    Q_DISABLE_COPY_MOVE(HeaderView)

    [[nodiscard]] QSize sizeHint() const override;
    // Text of the first column starts as far right as its cells do; in design pixels.
    void setFirstPadding(int padding);

signals:
    // By hand.
    void sectionSized(int section, int size);

protected:
    void mousePressEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void paintSection(QPainter* painter, const QRect& rect, int section) const override;
    void paintEvent(QPaintEvent* event) override;
    QSize sectionSizeFromContents(int section) const override;

private:
    [[nodiscard]] ColumnKind kindOf(int section) const;
    void paintLabel(QPainter& painter, const QRect& room, int section) const;
    void paintScale(QPainter& painter, const QRect& rect, int section) const;

    const Appearance& m_appearance;
    int m_firstPadding = 14;
    QList<int> m_sizesBefore; // while a mouse button is down
};

} // namespace inia::ui
