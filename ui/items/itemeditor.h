#pragma once

#include "core/dynamodb/itemtext.h"

#include <QtCore/QTimer>
#include <QtWidgets/QWidget>

#include <optional>

class QPlainTextEdit;

namespace inia::ui {

class Appearance;
class SegmentedControl;
class TextLabel;

// An item of a DynamoDB table as text that can be edited, in one of two ways of writing it. Says what is
// wrong with it, and where, while one types.
class ItemEditor final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ItemEditor)

public:
    // `schema` has the keys that an item is checked against.
    ItemEditor(const Appearance& appearance, dynamodb::TableSchema schema, QWidget* parent = nullptr);

    // The text anew, as if nobody had edited it.
    void setItem(const dynamodb::NativeValue& item);
    // Nothing when the text is no item for this table; then that is said, with the cursor there.
    [[nodiscard]] std::optional<dynamodb::NativeValue> item();
    [[nodiscard]] bool isEdited() const;
    // What else keeps the item from being written.
    void showProblem(const QString& text);
    void setBusy(bool busy);

    // The choice between the two ways; for the owner to place.
    [[nodiscard]] SegmentedControl* forms() const { return m_forms; }
    [[nodiscard]] QPlainTextEdit* text() const { return m_text; }
    [[nodiscard]] dynamodb::ItemForm form() const { return m_form; }

    [[nodiscard]] QSize sizeHint() const override;

signals:
    void edited();

private:
    [[nodiscard]] std::optional<dynamodb::NativeValue> read(bool moveCursor);
    void chooseForm(dynamodb::ItemForm form);
    void forgetProblem();
    void mark(int line);

    const Appearance& m_appearance;
    dynamodb::TableSchema m_schema;
    dynamodb::ItemForm m_form = dynamodb::ItemForm::Plain;
    SegmentedControl* m_forms;
    QPlainTextEdit* m_text;
    TextLabel* m_problem;
    QTimer m_checkTimer;
    bool m_isFilling = false; // the text changes, and nobody has edited it
};

} // namespace inia::ui
