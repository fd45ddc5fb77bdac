#pragma once

#include "ui/preview/previewcontent.h"

#include <QtWidgets/QWidget>

class QLineEdit;

namespace inia::ui {

class Appearance;
class ChoiceBox;
class ElidedLabel;
class SegmentedControl;

// The line above a preview: what it is shown as, how that is read, what was found out, and what is looked
// for.
class PreviewHead final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PreviewHead)

public:
    explicit PreviewHead(const Appearance& appearance, QWidget* parent = nullptr);

    // `content` null: nothing is known yet; `isShown`: it is on the screen, by lines or otherwise.
    void show(const PreviewContent* content, bool isShown, bool isByLines);
    [[nodiscard]] bool wantsTree() const; // of JSON
    void setWantsTree(bool wantsTree);
    void focusFind();
    [[nodiscard]] QString wanted() const;

signals:
    // All by the user.
    void kindChosen(inia::ui::PreviewKind kind);
    void dialectChosen(char delimiter, bool hasHeader);
    void formChosen();
    void partChosen(bool isEnd);
    void findRequested();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void tellDialect();
    void fit();

    const Appearance& m_appearance;
    bool m_canFind = false;
    bool m_isFinding = false; // there, though there is little room

    ChoiceBox* m_kinds;
    ElidedLabel* m_facts;
    SegmentedControl* m_form;
    SegmentedControl* m_part;
    ChoiceBox* m_delimiters;
    SegmentedControl* m_header;
    QLineEdit* m_find;
};

} // namespace inia::ui
