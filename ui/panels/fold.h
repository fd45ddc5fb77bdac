#pragma once

#include "ui/models/valuetreemodel.h"

#include <QtWidgets/QAbstractButton>
#include <QtWidgets/QWidget>

namespace inia::ui {

class Appearance;
class TreeView;

// The line above a part that can be folded away: chevron, name, and a quiet word such as a count.
class FoldHeader final : public QAbstractButton {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(FoldHeader)

public:
    FoldHeader(const Appearance& appearance, const QString& name, QWidget* parent = nullptr);

    void setNote(const QString& note);
    // Left of the chevron; a panel's padding unless this is called.
    void setLeftPadding(int pixels);
    [[nodiscard]] bool isOpen() const { return isChecked(); }
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    const Appearance& m_appearance;
    QString m_note;
    int m_left;
};

// A structure that can be folded away: its name, and the tree of its members, as high as what is open in it.
class ValueFold final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ValueFold)

public:
    ValueFold(const Appearance& appearance, const QString& name, const Value& value,
              QWidget* parent = nullptr);

signals:
    void copyRequested(const QString& text);

private:
    void open(bool open);
    void fitHeight();
    void copyCurrent();

    const Appearance& m_appearance;
    Value m_value;
    ValueTreeModel m_model;
    FoldHeader* m_head;
    TreeView* m_tree = nullptr; // made when first opened
};

} // namespace inia::ui
