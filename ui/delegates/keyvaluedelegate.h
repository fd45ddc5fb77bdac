#pragma once

#include "ui/delegates/rowdelegate.h"

namespace inia::ui {

// Rows of a details panel: a key in the quieter colour and its value, 22 px; section labels (NodeKind::
// Section) are 30 px high, in capitals. Values that can be copied carry an icon at the right edge.
class KeyValueDelegate final : public RowDelegate {
    Q_OBJECT

public:
    explicit KeyValueDelegate(const Appearance& appearance, QObject* parent = nullptr, int rowHeight = 22);
    Q_DISABLE_COPY_MOVE(KeyValueDelegate)

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    // What the contents of a cell need, the padding at the outer edge included.
    [[nodiscard]] int neededWidth(const QModelIndex& index) const;
    // Left of the values.
    [[nodiscard]] int keyGap() const;
    bool editorEvent(QEvent* event, QAbstractItemModel* model, const QStyleOptionViewItem& option,
                     const QModelIndex& index) override;

signals:
    void copyRequested(const QString& text);
    void linkActivated(const QModelIndex& index);

private:
    [[nodiscard]] QRect copyRect(const QRect& cell) const;
    [[nodiscard]] int overlap(const QStyleOptionViewItem& option, const QModelIndex& index) const;
    void paintValue(QPainter& painter, const QStyleOptionViewItem& option, const QModelIndex& index) const;
};

// Rows of a tree of parsed values, 22 px, monospaced: key, value in the colour of its type, model type.
class ValueDelegate final : public RowDelegate {
    Q_OBJECT

public:
    explicit ValueDelegate(const Appearance& appearance, QObject* parent = nullptr, int rowHeight = 22);
    Q_DISABLE_COPY_MOVE(ValueDelegate)

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;

private:
    [[nodiscard]] static Token valueToken(const QModelIndex& index, const QStyleOptionViewItem& option);
};

} // namespace inia::ui
