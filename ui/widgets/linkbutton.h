#pragma once

#include "ui/theme/theme.h"

#include <QtWidgets/QAbstractButton>

namespace inia::ui {

class Appearance;

// An action that reads as a word in a line: "Load more", "Retry".
class LinkButton final : public QAbstractButton {
    Q_OBJECT

public:
    explicit LinkButton(const Appearance& appearance, const QString& text, QWidget* parent = nullptr,
                        FontRole font = FontRole::Header);
    Q_DISABLE_COPY_MOVE(LinkButton)

    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    const Appearance& m_appearance;
    FontRole m_font;
};

} // namespace inia::ui
