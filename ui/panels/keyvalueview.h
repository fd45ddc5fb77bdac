#pragma once

#include "ui/delegates/rowdelegate.h"
#include "ui/models/keyvaluemodel.h"
#include "ui/widgets/treeview.h"

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

// A list of keys and values that is as high as its rows, up to the room it gets.
class KeyValueView final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(KeyValueView)

public:
    // `keyWidth` in design pixels: what keys have at least, and more where the values leave it.
    KeyValueView(const Appearance& appearance, const QString& accessibleName, int keyWidth,
                 QWidget* parent = nullptr);

    void setSections(const std::vector<KeyValueSection>& sections);
    // What stands under `title` while its rows are on their way.
    [[nodiscard]] static KeyValueSection loadingSection(const QString& title);
    // At most this high, in design pixels; 0 for no limit but the rows.
    void setHeightLimit(int pixels);

    [[nodiscard]] TreeView* rows() const { return m_view; }

signals:
    void copyRequested(const QString& text);
    // A row whose value opens something was clicked, or activated by keyboard.
    void linkActivated(const QString& key, const QString& value);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void activate(const QModelIndex& index);
    void copyCurrent();
    void fitHeight();
    void fitKeys();

    const Appearance& m_appearance;
    KeyValueModel m_model;
    KeyValueDelegate* m_delegate;
    TreeView* m_view;
    int m_keyWidth;
    int m_limit = 0;
};

} // namespace inia::ui
